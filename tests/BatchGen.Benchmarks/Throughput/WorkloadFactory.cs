namespace BatchGen.Benchmarks.Throughput;

/// <summary>The workloads by name; the same numbers give the same prompts everywhere.</summary>
internal sealed class WorkloadFactory(IPromptMaker prompts)
{
    private const int UnknownLength = 1024;

    /// <param name="items">So many; null takes the workload's own number.</param>
    /// <exception cref="FormatException">There is no such workload.</exception>
    public IReadOnlyList<Workload> Make(string name, int? items) => name switch
    {
        "a" => [Make("a", "64 prompts of 128–256 tokens that share 96, 64–128 out", Count(64, items), random => Even(random, shared: 96, 128, 256, 64, 128))],
        "a2" => [Make(
            "a2",
            "64 prompts of 1,056–1,184 tokens that share 1,024, 64–128 out",
            Count(64, items),
            random => Even(random, shared: 1024, 1056, 1184, 64, 128))],
        "b" =>
            [Make("b", "64 prompts of 128–256 tokens that share nothing, 64–128 out", Count(64, items), random => Even(random, shared: 0, 128, 256, 64, 128))],
        "c" => [Make("c", "48 prompts of 32–2,000 tokens, 16–512 out, max_tokens 1,024 for all", Count(48, items), Mixed)],
        "d" => [new Workload("d", "16 source files repeated with comments added", [.. Enumerable.Range(0, Count(16, items)).Select(prompts.Repeat)])],
        "e" => [Make("e", "2,000 prompts of 16–48 tokens, 4–16 out", Count(2000, items), random => Even(random, shared: 0, 16, 48, 4, 16))],
        "decode" => [Decode(8), Decode(16), Decode(32)],
        _ => throw new FormatException($"There is no workload '{name}': name some of a, a2, b, c, d, e, decode."),
    };

    private static int Count(int standard, int? items) => items ?? standard;

    /// <summary>As llama-batched-bench has it: all prompts are as long, and so are all answers.</summary>
    private Workload Decode(int sequences) => Make(
        $"decode-{sequences}", $"{sequences} sequences at once, 128 tokens in and 128 out", sequences, _ => new ItemShape(0, 128, 128, 128));

    private Workload Make(string name, string description, int count, Func<Random, ItemShape> shapeOf)
    {
        var random = new Random(1);
        return new Workload(name, description, [.. Enumerable.Range(0, count).Select(number => prompts.Make(number, shapeOf(random)))]);
    }

    private static ItemShape Even(Random random, int shared, int leastPrompt, int mostPrompt, int leastAnswer, int mostAnswer)
    {
        var answer = random.Next(leastAnswer, mostAnswer + 1);
        return new ItemShape(shared, random.Next(leastPrompt, mostPrompt + 1), answer, answer);
    }

    /// <summary>As many short ones as long ones: lengths are drawn by their logarithm.</summary>
    private static ItemShape Mixed(Random random) => new(0, Logarithmic(random, 32, 2000), Logarithmic(random, 16, 512), UnknownLength);

    private static int Logarithmic(Random random, int least, int most) =>
        (int)Math.Round(least * Math.Pow((double)most / least, random.NextDouble()));
}

/// <param name="SharedTokens">Of the prompt's beginning, the same in every item.</param>
/// <param name="AnswerTokens">How long the answer really is, where the model can be told.</param>
internal sealed record ItemShape(int SharedTokens, int PromptTokens, int AnswerTokens, int MaxTokens);

internal interface IPromptMaker
{
    WorkItem Make(int number, ItemShape shape);

    /// <summary>A source file, to be repeated with comments added.</summary>
    WorkItem Repeat(int number);
}
