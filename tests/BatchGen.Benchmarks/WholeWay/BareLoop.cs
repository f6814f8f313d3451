using System.Diagnostics;
using BatchGen.Benchmarks.Throughput;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Host;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>The generation loop over llama.cpp with nothing around it, set up as an engine process sets it up.</summary>
/// <param name="slots">Sequences at once; null takes as many as a fresh installation.</param>
internal sealed class BareLoop(string modelPath, int threads, int? slots = null)
{
    public LoopRun Run(int items, int maxTokens)
    {
        var options = new EngineOptions();
        using var model = RuntimeFactory.Create(_ => { }).LoadModel(new ModelLoadRequest(modelPath), progress: null, CancellationToken.None);
        var places = slots ?? SlotFit.Usual;
        using var context = new WatchedContext(model.CreateContext(new ContextSettings(
            options.ContextLimitTokens * places / 4, places, options.StepTokens, options.MicroStepTokens, threads)));
        var template = ChatTemplates.For(model, TimeProvider.System);
        var tokenizer = new PromptTokenizer(model.Vocabulary);
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(), TimeProvider.System);
        var observer = new EndCounter();

        var watch = Stopwatch.StartNew();
        for (var number = 0; number < items; number++)
        {
            var prompt = template.Render([new("system", SystemPrompts.TextOf(SystemPromptChoice.English)!), new("user", Inputs.Prompt(number))]);
            loop.Submit(
                new SequenceRequest(
                    $"{number}", tokenizer.Tokenize(prompt), maxTokens, options.ContextLimitTokens, SamplingSettings.Greedy, [], new HashSet<int>()),
                observer);
        }

        while (observer.Ends < items)
            loop.Step();
        return new LoopRun(watch.Elapsed, TimeSpan.FromSeconds(context.Seconds), context.Steps);
    }

    private sealed class EndCounter : ISequenceObserver
    {
        public int Ends { get; private set; }

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result) => Ends++;

        public void OnFailed(SequenceFailure failure) => throw new InvalidOperationException(failure.Message);
    }
}

/// <param name="Whole">From the first submission to the last end.</param>
/// <param name="InLibrary">Of it, in llama.cpp.</param>
internal sealed record LoopRun(TimeSpan Whole, TimeSpan InLibrary, long Steps);
