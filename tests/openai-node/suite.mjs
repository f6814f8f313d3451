// The official client against a running server: node suite.mjs BASE_URL [MODEL]. Prints one line a check; exits 1 on the first that fails.
import assert from "node:assert/strict";
import http from "node:http";
import OpenAI, { toFile } from "openai";

const [baseURL, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: process.env.OPENAI_API_KEY ?? "none", maxRetries: 2 });
const strict = new OpenAI({ baseURL, apiKey: process.env.OPENAI_API_KEY ?? "none", maxRetries: 0 });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const line = (id, body, url = "/v1/chat/completions") => JSON.stringify({ custom_id: id, method: "POST", url, body });
const chat = (content, extra = {}) => ({ model, messages: [{ role: "user", content }], max_tokens: 8, ...extra });
const upload = async (lines, name = "input.jsonl") =>
  client.files.create({ file: await toFile(Buffer.from(lines.join("\n") + "\n"), name), purpose: "batch" });
const create = (file, extra = {}) =>
  client.batches.create({ input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h", ...extra });
const textOf = async (fileId) => (await client.files.content(fileId)).text();
const linesOf = async (fileId) => (await textOf(fileId)).split("\n").filter(Boolean).map((text) => JSON.parse(text));

const tools = [
  {
    type: "function",
    function: {
      name: "weather",
      description: "Says the weather at a place.",
      parameters: {
        type: "object",
        properties: { location: { type: "string", maxLength: 20 }, unit: { enum: ["celsius", "fahrenheit"] } },
        required: ["location", "unit"],
        additionalProperties: false,
      },
    },
  },
  { type: "function", function: { name: "now", description: "Says the time." } },
];

function requireWeather(called) {
  assert.equal(called.name, "weather");
  const given = JSON.parse(called.arguments);
  assert.deepEqual(Object.keys(given), ["location", "unit"]);
  assert.ok(typeof given.location === "string" && given.location.length <= 20);
  assert.ok(["celsius", "fahrenheit"].includes(given.unit));
}

async function ended(id, patienceMs = 120_000) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (["completed", "failed", "expired", "cancelled"].includes(batch.status)) return batch;
    assert.ok(Date.now() < end, `batch ${id} is still ${batch.status}`);
    await pause(150);
  }
}

async function refused(work, status, code, param) {
  const failure = await work().then(
    (answer) => assert.fail(`was not refused: ${JSON.stringify(answer)}`),
    (error) => error,
  );
  assert.ok(failure instanceof OpenAI.APIError, String(failure));
  assert.equal(failure.status, status, failure.message);
  assert.equal(failure.code, code, failure.message);
  if (param !== undefined) assert.equal(failure.param, param, failure.message);
  assert.match(failure.requestID ?? failure.headers.get("x-request-id"), /^req_/);
  return failure;
}

const checks = {
  async "models are listed and found by name"() {
    const models = [];
    for await (const one of client.models.list()) models.push(one.id);
    assert.ok(models.includes(model), `${model} is not among ${models}`);
    assert.equal((await client.models.retrieve(model)).object, "model");
    await refused(() => strict.models.retrieve("no-such-model"), 404, "model_not_found");
  },

  async "a file is uploaded, found, listed, read and deleted"() {
    const text = line("one", chat("Hi"));
    const file = await client.files.create({
      file: await toFile(Buffer.from(text), "näme.jsonl"),
      purpose: "batch",
      expires_after: { anchor: "created_at", seconds: 3600 },
    });
    assert.match(file.id, /^file-/);
    assert.equal(file.object, "file");
    assert.equal(file.purpose, "batch");
    assert.equal(file.bytes, Buffer.byteLength(text));
    assert.equal(file.expires_at, file.created_at + 3600);
    assert.equal((await client.files.retrieve(file.id)).filename, file.filename);
    assert.equal(await textOf(file.id), text);
    const listed = [];
    for await (const one of client.files.list({ purpose: "batch" })) listed.push(one.id);
    assert.ok(listed.includes(file.id));
    assert.deepEqual(await client.files.delete(file.id), { id: file.id, object: "file", deleted: true });
    await refused(() => strict.files.retrieve(file.id), 404, "file_not_found");
  },

  async "files are listed page by page in both directions"() {
    const made = [];
    for (let i = 0; i < 5; i++) made.push((await upload([line(`p${i}`, chat("Hi"))], `page-${i}.jsonl`)).id);
    for (const order of ["asc", "desc"]) {
      const seen = [];
      let page = await client.files.list({ limit: 2, order });
      assert.equal(page.data.length, 2);
      for (;;) {
        seen.push(...page.data.map((one) => one.id));
        if (!page.has_more) break;
        page = await client.files.list({ limit: 2, order, after: page.data.at(-1).id });
      }
      const mine = seen.filter((id) => made.includes(id));
      assert.deepEqual(mine, order === "asc" ? made : [...made].reverse());
      assert.equal(new Set(seen).size, seen.length);
    }
    await refused(() => strict.files.list({ after: "file-nothing" }), 400, "unknown_after", "after");
    await refused(() => strict.files.list({ limit: 0 }), 400, "value_out_of_range", "limit");
    await refused(() => strict.files.list({ order: "up" }), 400, "value_out_of_range", "order");
    for (const id of made) await client.files.delete(id);
  },

  async "a batch runs from its file to its results"() {
    const file = await upload([
      line("a", chat("Write a function that adds two numbers.")),
      line("bad", chat("Hi", { temperature: 9 })),
      line("b", chat("Write a function that reverses a string.")),
    ]);
    const created = await create(file, { metadata: { project: "night" } });
    assert.equal(created.object, "batch");
    assert.equal(created.status, "validating");
    assert.equal(created.completion_window, "24h");
    assert.equal(created.expires_at, created.created_at + 86_400);
    const batch = await ended(created.id);
    assert.equal(batch.status, "completed");
    assert.deepEqual(batch.request_counts, { total: 3, completed: 2, failed: 1 });
    assert.deepEqual(batch.metadata, { project: "night" });
    assert.equal(batch.model, model);
    assert.ok(batch.usage.output_tokens > 0 && batch.usage.total_tokens === batch.usage.input_tokens + batch.usage.output_tokens);
    assert.ok(batch.created_at <= batch.in_progress_at && batch.in_progress_at <= batch.finalizing_at && batch.finalizing_at <= batch.completed_at);
    const answers = await linesOf(batch.output_file_id);
    assert.deepEqual(answers.map((one) => one.custom_id).sort(), ["a", "b"]);
    for (const one of answers) {
      assert.equal(one.error, null);
      assert.equal(one.response.status_code, 200);
      assert.equal(one.response.body.object, "chat.completion");
      assert.equal(typeof one.response.body.choices[0].message.content, "string");
    }
    const [error] = await linesOf(batch.error_file_id);
    assert.equal(error.custom_id, "bad");
    assert.equal(error.response.status_code, 400);
    assert.equal(error.response.body.error.code, "value_out_of_range");
    assert.equal((await client.files.retrieve(batch.output_file_id)).purpose, "batch_output");
  },

  async "a batch in which all failed has an output file all the same"() {
    const batch = await ended((await create(await upload([line("x", chat("Hi", { top_p: 7 }))]))).id);
    assert.equal(batch.status, "completed");
    assert.deepEqual(batch.request_counts, { total: 1, completed: 0, failed: 1 });
    assert.equal(await textOf(batch.output_file_id), "");
    assert.equal((await linesOf(batch.error_file_id)).length, 1);
  },

  async "a prompt that is too long is told alike, whole, streamed and in a batch"() {
    const body = chat("word ".repeat(200_000));
    const whole = await refused(() => strict.chat.completions.create(body), 400, "context_length_exceeded", "messages");
    const streamed = await refused(() => strict.chat.completions.create({ ...body, stream: true }), 400, "context_length_exceeded", "messages");
    const batch = await ended((await create(await upload([line("long", body)]))).id);
    const [line1] = await linesOf(batch.error_file_id);
    assert.deepEqual(line1.response.body.error, whole.error);
    assert.deepEqual(streamed.error, whole.error);
  },

  async "prompts of a list are answered as choices, whole and streamed alike"() {
    const body = { model, prompt: ["def add(a, b):", "def sub(a, b):", "class Stack:"], max_tokens: 8, temperature: 0 };
    const whole = await client.completions.create(body);
    assert.deepEqual(whole.choices.map((choice) => choice.index), [0, 1, 2]);
    const texts = ["", "", ""];
    for await (const chunk of await client.completions.create({ ...body, stream: true })) {
      for (const choice of chunk.choices) texts[choice.index] += choice.text;
    }
    assert.deepEqual(texts, whole.choices.map((choice) => choice.text));
    const one = await client.completions.create({ ...body, prompt: [body.prompt[1]] });
    assert.equal(one.choices[0].text, texts[1]);
  },

  async "a file that is no batch fails with its line numbers"() {
    const file = await upload([line("a", chat("Hi")), "{not json", line("a", chat("Hi")), line("c", { model, prompt: "x" }, "/v1/completions")]);
    const batch = await ended((await create(file)).id);
    assert.equal(batch.status, "failed");
    assert.ok(batch.failed_at >= batch.created_at);
    assert.deepEqual(batch.errors.data.map((one) => [one.line, one.code]), [[2, "invalid_json"], [3, "duplicate_custom_id"], [4, "unsupported_url"]]);
    assert.equal(batch.request_counts.total, 0);
  },

  async "a batch for an unknown model fails and says so"() {
    const batch = await ended((await create(await upload([line("a", { ...chat("Hi"), model: "gpt-nothing" })]))).id);
    assert.equal(batch.status, "failed");
    assert.equal(batch.errors.data[0].code, "model_not_found");
  },

  async "a running batch is cancelled and keeps what it has"() {
    const file = await upload(Array.from({ length: 400 }, (_, i) => line(`c${i}`, chat(`Write function ${i}.`, { max_tokens: 64 }))));
    const created = await create(file);
    while ((await client.batches.retrieve(created.id)).status === "validating") await pause(50);
    const cancelled = await client.batches.cancel(created.id);
    assert.ok(["cancelling", "cancelled"].includes(cancelled.status), cancelled.status);
    const batch = await ended(created.id);
    assert.equal(batch.status, "cancelled");
    assert.ok(batch.cancelled_at >= batch.cancelling_at);
    const errors = await linesOf(batch.error_file_id);
    assert.ok(errors.some((one) => one.response === null && one.error.code === "batch_cancelled"));
    assert.equal((await linesOf(batch.output_file_id)).length + errors.length, 400);
    assert.equal((await client.batches.cancel(created.id)).status, "cancelled");
  },

  async "batches are listed page by page, newest first"() {
    const file = await upload([line("l", chat("Hi", { max_tokens: 1 }))]);
    const made = [];
    for (let i = 0; i < 4; i++) made.push((await create(file)).id);
    const seen = [];
    for await (const one of client.batches.list({ limit: 2 })) seen.push(one.id);
    assert.deepEqual(seen.slice(0, 4), [...made].reverse());
    assert.equal(new Set(seen).size, seen.length);
    for (const id of made) await ended(id);
    await refused(() => strict.batches.cancel(made[0]), 400, "batch_finished");
    await refused(() => strict.batches.list({ limit: 101 }), 400, "value_out_of_range", "limit");
    await refused(() => strict.batches.list({ after: "batch_nothing" }), 400, "unknown_after", "after");
  },

  async "what cannot be a batch is refused by name"() {
    const file = await upload([line("r", chat("Hi"))]);
    await refused(() => strict.batches.retrieve("batch_nothing"), 404, "batch_not_found");
    await refused(() => strict.batches.cancel("batch_nothing"), 404, "batch_not_found");
    const order = { input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" };
    await refused(() => strict.batches.create({ ...order, input_file_id: "file-nothing" }), 400, "input_file_not_found", "input_file_id");
    await refused(() => strict.batches.create({ ...order, endpoint: "/v1/embeddings" }), 400, "value_out_of_range", "endpoint");
    await refused(() => strict.batches.create({ ...order, completion_window: "1h" }), 400, "value_out_of_range", "completion_window");
    await refused(() => strict.batches.create({ ...order, metadata: { k: "v".repeat(513) } }), 400, "value_out_of_range", "metadata");
    await refused(() => strict.batches.create({ ...order, metadata: { k: 1 } }), 400, "invalid_type", "metadata");
    await refused(() => strict.batches.create({ endpoint: order.endpoint, completion_window: "24h" }), 400, "missing_field", "input_file_id");
    await refused(() => strict.batches.create({ ...order, colour: "red" }), 400, "unknown_field", "colour");
    await refused(() => strict.batches.create({ ...order, output_expires_after: { anchor: "created_at", seconds: 5 } }), 400, "value_out_of_range");
  },

  async "what cannot be a batch file is refused by name"() {
    const empty = toFile(Buffer.from(""), "empty.jsonl");
    await refused(async () => strict.files.create({ file: await empty, purpose: "batch" }), 400, "empty_file", "file");
    await refused(async () => strict.files.create({ file: await toFile(Buffer.from("{}"), "a"), purpose: "assistants" }), 400, "value_out_of_range", "purpose");
    await refused(
      async () => strict.files.create({ file: await toFile(Buffer.from("{}"), "a"), purpose: "batch", expires_after: { anchor: "created_at", seconds: 1 } }),
      400, "value_out_of_range", "expires_after.seconds");
  },

  async "an idempotency key makes one of two"() {
    const file = await upload([line("i", chat("Hi", { max_tokens: 1 }))]);
    const key = { headers: { "Idempotency-Key": `key-${Date.now()}` } };
    const order = { input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" };
    const first = await strict.batches.create(order, key);
    assert.equal((await strict.batches.create(order, key)).id, first.id);
    await refused(() => strict.batches.create({ ...order, metadata: { other: "one" } }, key), 400, "idempotency_key_reused");
    await ended(first.id);
  },

  async "a chat is answered, whole and streamed alike"() {
    const body = chat("Write a function that adds two numbers.", { max_tokens: 24, temperature: 0 });
    const { data, request_id } = await client.chat.completions.create(body).withResponse();
    assert.match(request_id, /^req_/);
    assert.equal(data.object, "chat.completion");
    assert.equal(data.choices[0].message.role, "assistant");
    assert.ok(["stop", "length"].includes(data.choices[0].finish_reason));
    assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);

    let text = "";
    let reason = null;
    let usage = null;
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } })) {
      assert.equal(chunk.object, "chat.completion.chunk");
      text += chunk.choices[0]?.delta.content ?? "";
      reason = chunk.choices[0]?.finish_reason ?? reason;
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, data.choices[0].message.content);
    assert.equal(reason, data.choices[0].finish_reason);
    assert.deepEqual(usage.completion_tokens, data.usage.completion_tokens);
  },

  async "a stream that is dropped frees its place"() {
    for (let i = 0; i < 3; i++) {
      const stream = await client.chat.completions.create(chat("Write a long story.", { max_tokens: 200, stream: true }));
      for await (const _ of stream) break;
      stream.controller.abort();
    }
    assert.ok((await client.chat.completions.create(chat("Hi"))).choices.length === 1);
  },

  async "a plain completion is answered, whole and streamed alike"() {
    const body = { model, prompt: "def add(a, b):", max_tokens: 12, temperature: 0, stop: ["\n\n"] };
    const whole = await client.completions.create(body);
    assert.equal(whole.object, "text_completion");
    let text = "";
    for await (const chunk of await client.completions.create({ ...body, stream: true })) text += chunk.choices[0]?.text ?? "";
    assert.equal(text, whole.choices[0].text);
  },

  async "settings are honoured"() {
    const body = chat("Write a function.", { max_tokens: 3, temperature: 0 });
    const short = await client.chat.completions.create(body);
    assert.equal(short.choices[0].finish_reason, "length");
    assert.equal(short.usage.completion_tokens, 3);
    const other = await client.chat.completions.create({ ...body, max_tokens: undefined, max_completion_tokens: 2 });
    assert.equal(other.usage.completion_tokens, 2);
    const drawn = () => client.chat.completions.create(chat("Write a function.", { max_tokens: 16, temperature: 1.5, top_p: 0.95, seed: 42 }));
    assert.equal((await drawn()).choices[0].message.content, (await drawn()).choices[0].message.content);
    const parts = await client.chat.completions.create({
      model, max_tokens: 2, frequency_penalty: 0.5, presence_penalty: 0.5, n: 1, user: "u", response_format: { type: "text" },
      messages: [{ role: "developer", content: "Be short." }, { role: "user", content: [{ type: "text", text: "Hi" }] }],
    });
    assert.equal(parts.choices.length, 1);
  },

  async "a function that must be called is called, whole and streamed alike"() {
    const body = chat("What is the weather in Beijing?", { max_tokens: 300, temperature: 0, tools, tool_choice: { type: "function", function: { name: "weather" } } });
    const whole = await client.chat.completions.create(body);
    const [choice] = whole.choices;
    assert.equal(choice.finish_reason, "tool_calls");
    assert.equal(choice.message.content, null);
    assert.equal(choice.message.tool_calls.length, 1);
    const [call] = choice.message.tool_calls;
    assert.match(call.id, /^call_/);
    assert.equal(call.type, "function");
    requireWeather(call.function);

    const streamed = [];
    let reason = null;
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) {
      const delta = chunk.choices[0]?.delta ?? {};
      assert.ok(!delta.content, `content beside the call: ${delta.content}`);
      for (const part of delta.tool_calls ?? []) {
        streamed[part.index] ??= { name: "", arguments: "" };
        streamed[part.index].name += part.function.name ?? "";
        streamed[part.index].arguments += part.function.arguments ?? "";
      }
      reason = chunk.choices[0]?.finish_reason ?? reason;
    }
    assert.equal(reason, "tool_calls");
    assert.deepEqual(streamed, [{ ...call.function }]);

    const accumulated = await client.chat.completions.stream({ ...body, stream: true }).finalChatCompletion();
    assert.deepEqual(accumulated.choices[0].message.tool_calls[0].function.arguments, call.function.arguments);
  },

  async "any of the functions is called when a call is required, and its result is answered"() {
    const body = chat("What is the weather in Beijing?", { max_tokens: 900, temperature: 0, tools, tool_choice: "required" });
    const first = await client.chat.completions.create(body);
    const { message, finish_reason } = first.choices[0];
    assert.equal(finish_reason, "tool_calls");
    for (const call of message.tool_calls) {
      if (call.function.name === "weather") requireWeather(call.function);
      else assert.deepEqual([call.function.name, call.function.arguments], ["now", "{}"]);
    }
    const messages = [...body.messages, message, ...message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: "{\"sky\":\"clear\"}" }))];
    const second = await client.chat.completions.create({ model, max_tokens: 12, temperature: 0, tools, tool_choice: "none", messages });
    assert.equal(typeof second.choices[0].message.content, "string");
    assert.equal(second.choices[0].message.tool_calls, undefined);
    const one = await client.chat.completions.create({ ...body, parallel_tool_calls: false });
    assert.equal(one.choices[0].message.tool_calls.length, 1);
    const free = await client.chat.completions.create({ ...body, tool_choice: "auto", max_tokens: 16 });
    assert.ok(["stop", "length", "tool_calls"].includes(free.choices[0].finish_reason));
  },

  async "a batch's lines call functions too"() {
    const file = await upload([line("t", chat("Weather?", { max_tokens: 300, tools, tool_choice: { type: "function", function: { name: "weather" } } }))]);
    const batch = await ended((await create(file)).id);
    const [answer] = await linesOf(batch.output_file_id);
    const [choice] = answer.response.body.choices;
    assert.equal(choice.finish_reason, "tool_calls");
    assert.equal(choice.message.content, null);
    requireWeather(choice.message.tool_calls[0].function);
  },

  async "functions that cannot be offered are refused by name"() {
    const named = (name, parameters) => [{ type: "function", function: { name, parameters } }];
    const cases = [
      [{ tools: named("a b") }, "value_out_of_range", "tools[0].function.name"],
      [{ tools: [...tools, tools[0]] }, "value_out_of_range", "tools[2].function.name"],
      [{ tools, tool_choice: { type: "function", function: { name: "other" } } }, "value_out_of_range", "tool_choice"],
      [{ tool_choice: "required" }, "missing_field", "tools"],
      [{ tools: named("f", { type: "object", properties: { a: { type: "string", pattern: "\\bx" } } }), tool_choice: "required" }, "unsupported_schema", "tools[0].function.parameters"],
      [{ tools, response_format: { type: "json_object" } }, "unsupported_field", "response_format"],
      [{ messages: [{ role: "user", content: "Hi" }, { role: "tool", tool_call_id: "call_x", content: "1" }] }, "value_out_of_range", "messages[1].tool_call_id"],
    ];
    for (const [extra, code, param] of cases) await refused(() => strict.chat.completions.create({ ...chat("Hi"), ...extra }), 400, code, param);
  },

  async "tokens are told with their probabilities, whole, streamed and in a batch alike"() {
    const body = chat("Write a function that adds two numbers.", { max_tokens: 12, temperature: 0, logprobs: true, top_logprobs: 3 });
    const [choice] = (await client.chat.completions.create(body)).choices;
    const told = choice.logprobs.content;
    assert.equal(Buffer.from(told.flatMap((one) => one.bytes)).toString("utf8"), choice.message.content);
    for (const one of told) {
      assert.ok(one.logprob <= 0);
      assert.equal(one.top_logprobs.length, 3);
      // Greedy: what was drawn is the likeliest.
      assert.deepEqual([one.top_logprobs[0].token, one.top_logprobs[0].logprob], [one.token, one.logprob]);
      assert.ok(one.top_logprobs.reduce((sum, other) => sum + Math.exp(other.logprob), 0) <= 1 + 1e-9);
    }
    const streamed = [];
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) streamed.push(...(chunk.choices[0]?.logprobs?.content ?? []));
    assert.deepEqual(streamed.map((one) => one.token), told.map((one) => one.token));
    const batch = await ended((await create(await upload([line("p", body)]))).id);
    const [answer] = await linesOf(batch.output_file_id);
    assert.deepEqual(answer.response.body.choices[0].logprobs.content.map((one) => one.token), told.map((one) => one.token));
    assert.equal((await client.chat.completions.create(chat("Hi"))).choices[0].logprobs ?? null, null);
    await refused(() => strict.chat.completions.create({ ...chat("Hi"), top_logprobs: 2 }), 400, "value_out_of_range", "top_logprobs");
    await refused(() => strict.chat.completions.create({ ...chat("Hi"), logprobs: true, tools }), 400, "unsupported_field", "logprobs");
    await refused(() => strict.completions.create({ model, prompt: "x", logprobs: 2 }), 400, "unsupported_field", "logprobs");
  },

  async "what is not supported is refused by name"() {
    const cases = {
      logit_bias: { 1: 1 }, n: 2,
      functions: [{ name: "f" }], modalities: ["audio"], reasoning_effort: "low", colour: "red", temperature: 3, max_tokens: 0,
      stop: "", seed: 1.5, service_tier: "gold",
    };
    for (const [name, value] of Object.entries(cases))
      await refused(() => strict.chat.completions.create({ ...chat("Hi"), [name]: value }), 400, codeOf(name), name);
    await refused(() => strict.chat.completions.create({ ...chat("Hi"), model: "gpt-nothing" }), 404, "model_not_found", "model");
    await refused(() => strict.chat.completions.create({ model }), 400, "missing_field", "messages");
    await refused(() => strict.chat.completions.create({ model, messages: [] }), 400, "empty_prompt", "messages");
    await refused(() => strict.chat.completions.create({ ...chat("Hi"), stream_options: { include_usage: true } }), 400, "value_out_of_range", "stream_options");
    await refused(() => strict.chat.completions.create(chat("word ".repeat(200_000))), 400, "context_length_exceeded", "messages");
    await refused(() => strict.post("/nothing", { body: {} }), 404, "unknown_url");
  },
};

function codeOf(name) {
  if (["temperature", "max_tokens", "n", "service_tier"].includes(name)) return "value_out_of_range";
  if (name === "stop") return "value_out_of_range";
  if (name === "seed") return "invalid_type";
  return name === "colour" ? "unknown_field" : "unsupported_field";
}

if (process.env.WEBHOOK_CHECK) {
  checks["a webhook tells the end and its signature holds"] = async () => {
    const secret = "whsec_" + Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");
    const calls = [];
    const server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        calls.push({ headers: request.headers, body });
        response.statusCode = 200;
        response.end();
      });
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const file = await upload([line("w", chat("Hi", { max_tokens: 1 }))]);
      const batch = await create(file, { webhook: { url: `http://127.0.0.1:${server.address().port}/hook`, secret } });
      await ended(batch.id);
      const end = Date.now() + 30_000;
      while (calls.length === 0 && Date.now() < end) await pause(100);
      assert.equal(calls.length, 1);
      const event = await client.webhooks.unwrap(calls[0].body, calls[0].headers, secret);
      assert.equal(event.type, "batch.completed");
      assert.equal(event.data.id, batch.id);
      await assert.rejects(async () => client.webhooks.unwrap(calls[0].body.replace("completed", "failed"), calls[0].headers, secret));
    } finally {
      server.close();
    }
  };
}

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
    if (!process.env.KEEP_GOING) break;
  }
}
