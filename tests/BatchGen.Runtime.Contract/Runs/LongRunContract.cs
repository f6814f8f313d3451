using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>The real loop over the real library with a cache that is always short: admission alone keeps it from running full.</summary>
public abstract class LongRunContract(RuntimeUnderTest runtime)
{
    private const int Requests = 600;
    private const int Slots = 8;
    private const int Cells = 1_024;

    [Fact]
    public void EveryRequest_GetsItsAnswer_WhenAllWantMoreThanTheCacheHolds()
    {
        using var model = runtime.Load(new RandomModelShape());
        using var context = model.CreateContext(new ContextSettings(Cells, Slots, 128, 64, 1));
        var tokenizer = new PromptTokenizer(model.Vocabulary);
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(), TimeProvider.System);
        var ends = new Ends();
        var random = new Random(7);
        for (var number = 0; number < Requests; number++)
        {
            var words = string.Join(' ', Enumerable.Repeat("orders", random.Next(1, 60)));
            loop.Submit(
                new SequenceRequest(
                    $"{number}", tokenizer.Tokenize([new PromptSegment(words, IsTemplate: false)]), random.Next(1, 40), Cells, SamplingSettings.Greedy, [], new HashSet<int>()),
                ends);
        }

        // llama_decode's "no KV slot" would throw here.
        while (loop.Step())
            Assert.True(loop.Activity.KvCellsReserved <= loop.Activity.KvCellsTotal);

        Assert.Equal(Requests, ends.Finished);
        Assert.Empty(ends.Failures);
        Assert.Equal(0, loop.Activity.KvCellsUsed);
    }

    private sealed class Ends : ISequenceObserver
    {
        public int Finished { get; private set; }

        public List<string> Failures { get; } = [];

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result) => Finished++;

        public void OnFailed(SequenceFailure failure) => Failures.Add(failure.Message);
    }
}
