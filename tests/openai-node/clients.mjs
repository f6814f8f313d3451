// Clients that people build on, unmodified, against a running server: node clients.mjs BASE_URL MODEL. Prints one line a check; exits 1 if one fails.
import assert from "node:assert/strict";
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { tool as langChainTool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAI as LangChainCompletion, OpenAIEmbeddings } from "@langchain/openai";
import { OpenAI as LlamaIndexOpenAI, OpenAIEmbedding } from "@llamaindex/openai";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embed, generateText, jsonSchema, Output, streamText, tool } from "ai";
import { z } from "zod";

const [baseURL, model] = process.argv.slice(2);
const apiKey = process.env.OPENAI_API_KEY ?? "none";
const question = "What is the weather in Beijing?";
const maxTokens = 300;

// What the small model writes is noise; that it has the shape it was held to is what is looked at.
const weatherSchema = z.object({ location: z.string().max(20), unit: z.enum(["celsius", "fahrenheit"]) });
const weatherParameters = { type: "object", properties: { location: { type: "string", maxLength: 20 }, unit: { enum: ["celsius", "fahrenheit"] } }, required: ["location", "unit"], additionalProperties: false };
const isWeather = (given) => weatherSchema.parse(given);

const langChain = (more = {}) => new ChatOpenAI({ model, apiKey, temperature: 0, maxTokens: 12, maxRetries: 0, configuration: { baseURL }, ...more });
const llamaIndex = (more = {}) => new LlamaIndexOpenAI({ model, apiKey, baseURL, temperature: 0, maxTokens: 12, maxRetries: 0, ...more });
const compatible = createOpenAICompatible({ name: "batchgen", baseURL, apiKey, includeUsage: true, supportsStructuredOutputs: true });
const official = createOpenAI({ baseURL, apiKey });

async function refused(work) {
  const failure = await work().then((answer) => assert.fail(`was not refused: ${JSON.stringify(answer)}`), (error) => error);
  const status = failure.status ?? failure.statusCode ?? failure.lastError?.statusCode;
  assert.equal(status, 404, failure.stack);
  assert.match(String(failure.message), /embeddings/);
}

const checks = {
  async "LangChain: chat, whole and streamed alike"() {
    const messages = [new SystemMessage("Be short."), new HumanMessage("Write a function that adds two numbers.")];
    const whole = await langChain().invoke(messages);
    let text = "";
    let usage = null;
    for await (const chunk of await langChain().stream(messages)) {
      text += chunk.content;
      usage = chunk.usage_metadata ?? usage;
    }
    assert.equal(text, whole.content);
    assert.equal(usage.output_tokens, whole.usage_metadata.output_tokens);
  },

  async "LangChain: a function is called, and its result answered"() {
    const weather = langChainTool(async () => "clear", { name: "weather", description: "Says the weather.", schema: weatherSchema });
    const bound = langChain({ maxTokens }).bindTools([weather], { tool_choice: "weather" });
    const called = await bound.invoke(question);
    assert.equal(called.tool_calls.length, 1);
    isWeather(called.tool_calls[0].args);
    let streamed;
    for await (const chunk of await bound.stream(question)) streamed = streamed ? streamed.concat(chunk) : chunk;
    assert.deepEqual(streamed.tool_calls[0].args, called.tool_calls[0].args);
    const result = new ToolMessage({ content: "clear", tool_call_id: called.tool_calls[0].id, name: "weather" });
    const answer = await langChain().bindTools([weather], { tool_choice: "none" }).invoke([new HumanMessage(question), called, result]);
    assert.equal(typeof answer.content, "string");
  },

  async "LangChain: structured output by schema, by function and as JSON"() {
    isWeather(await langChain({ maxTokens }).withStructuredOutput(weatherSchema, { name: "weather" }).invoke(question));
    isWeather(await langChain({ maxTokens }).withStructuredOutput(weatherSchema, { name: "weather", method: "functionCalling" }).invoke(question));
    const free = await langChain({ maxTokens: 16 }).invoke(question, { response_format: { type: "json_object" } });
    assert.match(free.content, /^\{/);
  },

  async "LangChain: completions of one prompt and of several"() {
    const completion = new LangChainCompletion({ model, apiKey, temperature: 0, maxTokens: 4, maxRetries: 0, configuration: { baseURL } });
    const one = await completion.invoke("def add(a, b):");
    const generated = await completion.generate(["def add(a, b):", "def sub(a, b):"]);
    assert.equal(generated.generations.length, 2);
    assert.equal(generated.generations[0][0].text, one);
    let text = "";
    for await (const piece of await completion.stream("def add(a, b):")) text += piece;
    assert.equal(text, one);
  },

  async "LangChain: earlier turns, as it keeps them"() {
    const earlier = new AIMessage({ content: [{ type: "text", text: "def add(a, b): return a + b" }], additional_kwargs: { reasoning_content: "short" }, response_metadata: { model } });
    assert.equal(typeof (await langChain().invoke([new HumanMessage("Add."), earlier, new HumanMessage("And subtract?")])).content, "string");
  },

  async "LangChain: embeddings are refused as not there"() {
    await refused(() => new OpenAIEmbeddings({ model, apiKey, maxRetries: 0, configuration: { baseURL } }).embedQuery("x"));
  },

  async "LlamaIndex: chat, whole and streamed alike"() {
    const messages = [{ role: "system", content: "Be short." }, { role: "user", content: "Write a function that adds two numbers." }];
    const whole = await llamaIndex().chat({ messages });
    let text = "";
    for await (const chunk of await llamaIndex().chat({ messages, stream: true })) text += chunk.delta;
    assert.equal(text, whole.message.content);
    assert.equal((await llamaIndex().complete({ prompt: "Write a function that adds two numbers." })).text.length > 0, true);
  },

  async "LlamaIndex: a function is called, and its result answered"() {
    const weather = { call: () => "clear", metadata: { name: "weather", description: "Says the weather.", parameters: weatherParameters } };
    const forced = llamaIndex({ maxTokens, additionalChatOptions: { tool_choice: "required" } });
    const called = await forced.chat({ messages: [{ role: "user", content: question }], tools: [weather] });
    const [call] = called.message.options.toolCall;
    assert.equal(call.name, "weather");
    isWeather(typeof call.input === "string" ? JSON.parse(call.input) : call.input);
    const messages = [
      { role: "user", content: question },
      called.message,
      { role: "user", content: "clear", options: { toolResult: { result: "clear", isError: false, id: call.id } } },
    ];
    assert.equal(typeof (await llamaIndex({ additionalChatOptions: { tool_choice: "none" } }).chat({ messages, tools: [weather] })).message.content, "string");
  },

  async "LlamaIndex: structured output"() {
    const answer = await llamaIndex({ maxTokens }).chat({ messages: [{ role: "user", content: question }], responseFormat: weatherSchema });
    isWeather(JSON.parse(answer.message.content));
  },

  async "LlamaIndex: embeddings are refused as not there"() {
    await refused(() => new OpenAIEmbedding({ model, apiKey, baseURL, maxRetries: 0 }).getTextEmbedding("x"));
  },
};

for (const [name, chosen] of [["Vercel AI SDK, compatible", (id) => compatible(id)], ["Vercel AI SDK, OpenAI chat", (id) => official.chat(id)]]) {
  const common = { model: chosen(model), temperature: 0, maxOutputTokens: 12, maxRetries: 0 };

  checks[`${name}: text, whole and streamed alike`] = async () => {
    const whole = await generateText({ ...common, system: "Be short.", prompt: "Write a function that adds two numbers." });
    const streamed = streamText({ ...common, system: "Be short.", prompt: "Write a function that adds two numbers.", onError: ({ error }) => { throw error; } });
    let text = "";
    for await (const piece of streamed.textStream) text += piece;
    assert.equal(text, whole.text);
    assert.equal((await streamed.usage).outputTokens, whole.usage.outputTokens);
  };

  checks[`${name}: a function is called, and its result answered`] = async () => {
    const tools = { weather: tool({ description: "Says the weather.", inputSchema: jsonSchema(weatherParameters) }) };
    const called = await generateText({ ...common, maxOutputTokens: maxTokens, prompt: question, tools, toolChoice: { type: "tool", toolName: "weather" } });
    assert.equal(called.finishReason, "tool-calls");
    isWeather(called.toolCalls[0].input);
    const streamed = streamText({ ...common, maxOutputTokens: maxTokens, prompt: question, tools, toolChoice: { type: "tool", toolName: "weather" } });
    assert.deepEqual((await streamed.toolCalls)[0].input, called.toolCalls[0].input);
    const result = { type: "tool-result", toolCallId: called.toolCalls[0].toolCallId, toolName: "weather", output: { type: "json", value: { sky: "clear" } } };
    const answer = await generateText({
      ...common, tools, toolChoice: "none",
      messages: [{ role: "user", content: question }, ...called.response.messages, { role: "tool", content: [result] }],
    });
    assert.equal(typeof answer.text, "string");
  };

  checks[`${name}: structured output`] = async () => {
    const answer = await generateText({ ...common, maxOutputTokens: maxTokens, prompt: question, output: Output.object({ schema: weatherSchema, name: "weather" }) });
    isWeather(answer.output);
  };
}

checks["Vercel AI SDK: completions"] = async () => {
  const common = { temperature: 0, maxOutputTokens: 4, maxRetries: 0, prompt: "def add(a, b):" };
  assert.equal((await generateText({ model: compatible.completionModel(model), ...common })).usage.outputTokens, 4);
  assert.equal((await generateText({ model: official.completion(model), ...common })).usage.outputTokens, 4);
};

checks["Vercel AI SDK: thoughts of an earlier turn go back"] = async () => {
  const messages = [
    { role: "user", content: "Add." },
    { role: "assistant", content: [{ type: "reasoning", text: "short" }, { type: "text", text: "a + b" }] },
    { role: "user", content: "And subtract?" },
  ];
  assert.equal(typeof (await generateText({ model: compatible(model), maxOutputTokens: 4, maxRetries: 0, messages })).text, "string");
};

checks["Vercel AI SDK: embeddings are refused as not there"] = async () => {
  await refused(() => embed({ model: compatible.textEmbeddingModel(model), value: "x", maxRetries: 0 }));
};

const only = process.env.ONLY;
for (const [name, check] of Object.entries(checks)) {
  if (only && !name.includes(only)) continue;
  const start = Date.now();
  try {
    await check();
    console.log(`ok    ${name} (${Date.now() - start} ms)`);
  } catch (failure) {
    console.log(`FAIL  ${name}\n${failure.stack}`);
    process.exitCode = 1;
  }
}
