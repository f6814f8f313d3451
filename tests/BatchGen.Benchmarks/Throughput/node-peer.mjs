// node-llama-cpp's side: a workload's file a line in, its figures a line out.
// node node-peer.mjs FOLDER-WITH-node_modules MODEL SEQUENCES CELLS THREADS
import {createInterface} from "node:readline";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

const [folder, modelPath, sequencesText, cellsText, threadsText] = process.argv.slice(2);
const sequences = Number(sequencesText);
const require = createRequire(pathToFileURL(folder + "/"));
const {getLlama} = await import(pathToFileURL(require.resolve("node-llama-cpp")).href);
const llama = await getLlama({gpu: false, build: "never", logLevel: "error", maxThreads: Number(threadsText)});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({
    sequences, contextSize: Math.floor(Number(cellsText) / sequences), batchSize: 2048, threads: Number(threadsText), flashAttention: true
});
const slots = Array.from({length: sequences}, () => context.getSequence());

console.log("ready");
for await (const file of createInterface({input: process.stdin})) {
    try {
        console.log(JSON.stringify(await run(JSON.parse(readFileSync(file, "utf8")))));
    } catch (error) {
        console.log("error: " + String(error.message).replaceAll("\n", " "));
    }
}
process.exit(0);

async function run(items) {
    for (const slot of slots)
        await slot.clearHistory();
    const figures = {Seconds: 0, PromptTokens: 0, CompletionTokens: 0, CachedTokens: 0, Wrong: items[0].Expected == null ? null : 0};
    let next = 0;
    const start = performance.now();
    await Promise.all(slots.map(async (slot) => {
        while (next < items.length) {
            const item = items[next++];
            await slot.adaptStateToTokens(item.Prompt, false);
            const cached = slot.nextTokenIndex;
            const answer = [];
            let tokens = 0;
            for await (const token of slot.evaluate(item.Prompt.slice(cached), {temperature: 0, yieldEogToken: true})) {
                tokens++;
                if (model.isEogToken(token))
                    break;
                answer.push(token);
                if (tokens >= item.MaxTokens)
                    break;
            }
            figures.PromptTokens += item.Prompt.length;
            figures.CompletionTokens += tokens;
            figures.CachedTokens += cached;
            if (item.Expected != null && model.detokenize(answer) !== item.Expected)
                figures.Wrong++;
        }
    }));
    figures.Seconds = (performance.now() - start) / 1000;
    return figures;
}
