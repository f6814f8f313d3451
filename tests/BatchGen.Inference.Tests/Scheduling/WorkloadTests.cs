using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;
using Xunit.Abstractions;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>
/// The loop judged by counts that no noise touches: 64 prompts of 128 to 256 tokens with 64 to 128 new ones (docs/decisions/0007),
/// on a context without a model.
/// </summary>
public sealed class WorkloadTests(ITestOutputHelper output)
{
    private const int Prompts = 64;

    [Theory]
    // Shared tokens, slots, layout, most passes.
    [InlineData(96, 16, KvLayout.Unified, 460)]
    [InlineData(96, 16, KvLayout.PerSlot, 549)]
    [InlineData(0, 16, KvLayout.Unified, 470)]
    [InlineData(0, 16, KvLayout.PerSlot, 549)]
    [InlineData(96, 32, KvLayout.Unified, 260)]
    [InlineData(96, 32, KvLayout.PerSlot, 342)]
    public void Passes_StayFew_ForEachLayout(int shared, int slots, KvLayout layout, int most)
    {
        (var activity, var distinct) = Run(shared, slots, layout);

        Assert.InRange(activity.Passes, 1, most);
        Assert.InRange(activity.PrefillTokens, distinct, distinct);
    }

    [Theory]
    [InlineData(1024, 16, KvLayout.Unified)]
    [InlineData(1024, 16, KvLayout.PerSlot)]
    public void PrefillTokens_AreTheDistinctOnes_WhenAllShareALongBeginning(int shared, int slots, KvLayout layout)
    {
        (var activity, var distinct) = Run(shared, slots, layout);

        Assert.InRange(activity.PrefillTokens, distinct, distinct + shared * slots);
    }

    private (LoopActivity Activity, int DistinctTokens) Run(int shared, int slots, KvLayout layout)
    {
        var random = new Random(14);
        int[] head = [.. Enumerable.Range(0, shared).Select(_ => random.Next(256))];
        var requests = new List<SequenceRequest>();
        var distinct = shared;
        for (var number = 0; number < Prompts; number++)
        {
            var own = random.Next(128, 257) - (shared > 128 ? 0 : shared);
            int[] prompt = [.. head, number, .. Enumerable.Range(1, own - 1).Select(_ => random.Next(256))];
            distinct += own;
            requests.Add(new ASequence().Named($"{number}").WithPrompt(prompt).WithMaxNewTokens(random.Next(64, 129)));
        }

        var test = new LoopUnderTest(LoopUnderTest.AContext(slots, slots * 2048, 2048, layout, _ => 'x'));
        List<RecordingObserver> observers = [.. requests.Select(request => test.Submit(request))];
        test.RunToEnd();

        var activity = test.Loop.Activity;
        output.WriteLine($"{shared} shared, {slots} slots, {layout}: {activity.Passes} passes, {activity.Steps} steps, {activity.PrefillTokens} prefill of {distinct} distinct, {activity.CachedTokens} cached, {test.Context.Copies} copies");
        Assert.All(observers, observer => Assert.NotNull(observer.Result));
        Assert.Equal(observers.Sum(observer => observer.Result!.CachedTokens), activity.CachedTokens);
        return (activity, distinct);
    }
}
