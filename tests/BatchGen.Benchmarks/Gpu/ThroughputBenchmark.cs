using System.Diagnostics;
using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Host;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>
/// Tokens a second of the generation loop at several numbers of sequences: prompts of 192 tokens, answers of 64, two rounds
/// of them. With both layouts of the KV cache: the unified one shares prefixes, of which there are none here, and looks at
/// every sequence's cells; llama-server and llama-batched-bench give each sequence a part of its own.
/// </summary>
internal sealed class ThroughputBenchmark(GpuSubject subject) : IBenchmark
{
    public const int AnswerTokens = 64;
    public const int RequestsEach = 2;

    private const int PromptTokens = 192;

    /// <summary>KV cells that one request takes.</summary>
    public const int CellsEach = PromptTokens + AnswerTokens + 1;

    public string Name => $"gpu-throughput-{subject.Suffix}";

    public Task<ResultTable> RunAsync()
    {
        var runtime = RuntimeFactory.Create(_ => { });
        using var model = runtime.LoadModel(new ModelLoadRequest(subject.WriteModel()), progress: null, CancellationToken.None);
        // Not counted: code that runs for the first time, and a file that is not in memory yet.
        Row(model, sequences: 1, KvLayout.Unified);
        var rows = subject.SequencesAtOnce
            .SelectMany(sequences => new[] { Row(model, sequences, KvLayout.PerSlot), Row(model, sequences, KvLayout.Unified) })
            .ToList();
        return Task.FromResult(new ResultTable(
            $"Throughput, {runtime.Info.Name} {runtime.Info.Version} {runtime.Info.Backend}",
            ["Sequences", "seconds", "prompt and answer tokens/s", "answer tokens/s", "KV cache"],
            rows));
    }

    private static IReadOnlyList<string> Row(IRuntimeModel model, int sequences, KvLayout layout)
    {
        using var context = model.CreateContext(new ContextSettings(
            sequences * CellsEach, sequences, Threads: GpuSubject.Threads, KvLayout: layout));
        return [.. Row(sequences, Run(context, model.Vocabulary, sequences * RequestsEach)), layout == KvLayout.Unified ? "unified" : "a part each"];
    }

    /// <param name="elapsed">For <see cref="RequestsEach"/> requests a sequence.</param>
    public static IReadOnlyList<string> Row(int sequences, TimeSpan elapsed)
    {
        var answers = sequences * RequestsEach * AnswerTokens;
        return
        [
            Number(sequences),
            elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
            Number((answers + (sequences * RequestsEach * PromptTokens)) / elapsed.TotalSeconds),
            Number(answers / elapsed.TotalSeconds),
        ];
    }

    private static TimeSpan Run(IRuntimeContext context, IVocabulary vocabulary, int requests)
    {
        var loop = new GenerationLoop(context, vocabulary, new SchedulerSettings(), TimeProvider.System);
        var ends = new EndCounter();
        var watch = Stopwatch.StartNew();
        foreach (var (number, prompt) in Prompts(requests).Index())
            loop.Submit(Request(number, prompt), ends);
        while (ends.Count < requests)
            loop.Step();
        return ends.Failure is null ? watch.Elapsed : throw new InvalidOperationException(ends.Failure.Message);
    }

    /// <summary>Random tokens: no prompt shares its beginning with another, as in llama-batched-bench.</summary>
    public static IReadOnlyList<int[]> Prompts(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, PromptTokens).Select(_ => random.Next(RandomVocabulary.FirstSpecial)).ToArray())];
    }

    private static SequenceRequest Request(int number, int[] prompt) => new(
        Number(number),
        prompt,
        AnswerTokens,
        PromptTokens + AnswerTokens,
        SamplingSettings.Greedy,
        [],
        new HashSet<int>());

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private sealed class EndCounter : ISequenceObserver
    {
        public int Count { get; private set; }

        /// <summary>Not thrown from within the loop, which would catch it and go on without an end.</summary>
        public SequenceFailure? Failure { get; private set; }

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result) => Count++;

        public void OnFailed(SequenceFailure failure)
        {
            Failure = failure;
            Count++;
        }
    }
}
