using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>llama-batched-bench: as many tokens a sequence as the workload has, nothing sampled, nothing admitted.</summary>
internal sealed class BatchedBench(string folder, string model, LoopSettings loop) : IRunning
{
    public async Task<RunFigures> RunAsync(Workload workload, string file)
    {
        var prompt = workload.Items[0].Prompt.Length;
        var answer = workload.Items[0].MaxTokens;
        var sequences = workload.Items.Count;
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(folder, "llama-batched-bench"),
            [
                "-m", model, "-ngl", "0", "-c", Text(sequences * (prompt + answer)), "-b", "2048", "-ub", Text(loop.MicroStepTokens), "-fa", "on",
                "-t", Text(loop.Threads), "-npp", Text(prompt), "-ntg", Text(answer), "-npl", Text(sequences),
            ]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // | PP | TG | B | N_KV | T_PP s | S_PP t/s | T_TG s | S_TG t/s | T s | S t/s |
        var cells = output.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).LastOrDefault(
            row => row.Length > 10 && row[1] == Text(prompt))
            ?? throw new ContenderException($"llama-batched-bench ended with {process.ExitCode} and no table.");
        return new RunFigures(
            Number(cells[9]), sequences * prompt, sequences * answer, DecodeSeconds: Number(cells[7]), DecodeTokens: sequences * answer);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
