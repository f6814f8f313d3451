using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BatchGen.Engine;
using BatchGen.Engine.Host;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>The generation loop over its runtime with nothing around it, set up as an engine process sets it up.</summary>
internal static class LoopChild
{
    public const string Verb = "throughput-loop";

    public static async Task<int> RunAsync(string modelPath, string settings)
    {
        var engine = JsonSerializer.Deserialize<LoopSettings>(settings)!.ToEngine();
        using var model = RuntimeFactory.Create(_ => { }).LoadModel(new ModelLoadRequest(modelPath, engine.GpuLayers), progress: null, CancellationToken.None);
        var limit = model.Info.TrainedContextTokens;
        using var context = new WatchedContext(model.CreateContext(ContextOf(engine)));
        return await ChildLoop.RunAsync(items => Task.FromResult(Run(model, context, limit, items)));
    }

    private static ContextSettings ContextOf(EngineOptions engine) => new(
        engine.KvCells, engine.Slots!.Value, engine.StepTokens, engine.MicroStepTokens, engine.Threads, engine.KvType, engine.KvLayout
            ?? KvLayout.Unified, engine.FlashAttention, engine.KvOnGpu,
        engine.DraftRows);

    private static RunFigures Run(IRuntimeModel model, WatchedContext context, int limit, IReadOnlyList<WorkItem> items)
    {
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(), TimeProvider.System);
        var observers = items.Select(item => new ItemObserver(item)).ToList();
        var left = new Countdown(items.Count);
        context.Clear();
        var watch = Stopwatch.StartNew();
        foreach (var (number, item) in items.Index())
        {
            loop.Submit(
                new SequenceRequest(
                    number.ToString(CultureInfo.InvariantCulture), item.Prompt, item.MaxTokens, limit, SamplingSettings.Greedy, [], new HashSet<int>(),
                    Group: "benchmark"),
                observers[number].With(left));
        }

        while (left.Value > 0)
            loop.Step();
        var seconds = watch.Elapsed.TotalSeconds;
        if (observers.Find(observer => observer.Failure is not null) is { } failed)
            throw new InvalidOperationException(failed.Failure);
        var results = observers.Select(observer => observer.Result!).ToList();
        return new RunFigures(
            seconds,
            results.Sum(result => (long)result.PromptTokens),
            results.Sum(result => (long)result.CompletionTokens),
            results.Sum(result => (long)result.CachedTokens),
            loop.Activity.PrefillTokens,
            context.Steps,
            loop.Activity.Passes,
            context.Seconds,
            context.DecodeSeconds,
            context.DecodeTokens,
            loop.Activity.DraftedTokens,
            loop.Activity.HitTokens,
            Wrong: items[0].Expected is null ? null : observers.Count(observer => observer.IsWrong));
    }

    private sealed class Countdown(int value)
    {
        public int Value { get; set; } = value;
    }

    private sealed class ItemObserver(WorkItem item) : ISequenceObserver
    {
        private Countdown? _left;

        public SequenceResult? Result { get; private set; }

        public string? Failure { get; private set; }

        public bool IsWrong => item.Expected is not null && Result?.Text != item.Expected;

        public ItemObserver With(Countdown left)
        {
            _left = left;
            return this;
        }

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result)
        {
            Result = result;
            _left!.Value--;
        }

        public void OnFailed(SequenceFailure failure)
        {
            Failure = failure.Message;
            _left!.Value--;
        }
    }
}
