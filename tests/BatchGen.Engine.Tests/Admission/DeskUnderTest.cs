using BatchGen.Engine.Admission;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Admission;

/// <summary>A desk over a fake machine. Every wish is for the small random model with a cache that is most of what it takes.</summary>
internal sealed class DeskUnderTest : IDisposable
{
    public const long MiB = 1L << 20;

    private readonly CancellationTokenSource _leaving = new();

    public DeskUnderTest(long machineBytes = 64L << 30, KvLayout? layout = KvLayout.Unified)
    {
        Options = new EngineOptions { Slots = 64, ContextLimitTokens = 4096, KvLayout = layout, IdleBeforeUnload = TimeSpan.FromSeconds(30) };
        Survey = new FakeSurvey(machineBytes);
        var fits = new FitFinder(DryRun, NullLogger<FitFinder>.Instance);
        Desk = new AdmissionDesk(
            Limits, Survey, fits, new MemoryShortages(Time), Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<AdmissionDesk>.Instance);
        Wish = EngineWishes.Read(RandomModel.PathOf(new RandomModelShape(Layers: 8)), Options, EngineChoice.Standard);
    }

    public EngineOptions Options { get; }

    public MovableLimits Limits { get; } = new();

    public FakeSurvey Survey { get; }

    public FakeDryRun DryRun { get; } = new();

    public ScriptedTime Time { get; } = new();

    public AdmissionDesk Desk { get; }

    public EngineWish Wish { get; }

    /// <summary>What the wish takes in full, and at the least.</summary>
    public long FullBytes => Plan(Wish.Plan);

    public long LeastBytes => Plan(Wish.LeastPlan);

    public List<string> Reasons { get; } = [];

    public FakeResident Resident(string name, TimeSpan idle) => new(name) { LastUsed = Time.GetUtcNow() - idle };

    public Task<Residency> EnterAsync(FakeResident resident) => Desk.EnterAsync(resident, Wish, Hear, _leaving.Token);

    /// <summary>Enters with room for it: no reason to wait may be given.</summary>
    public async Task<Residency> EnterAtOnceAsync(FakeResident resident)
    {
        var residency = await EnterAsync(resident).WaitAsync(Patience.Ceiling);
        residency.MarkLoaded();
        return residency;
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        Desk.Dispose();
    }

    /// <summary>Until a reason to wait was given, of which the test says what it must say.</summary>
    public async Task<string> ReasonAsync(Task entering, string part)
    {
        while (true)
        {
            lock (Reasons)
            {
                if (Reasons.Find(reason => reason.Contains(part, StringComparison.Ordinal)) is { } found)
                    return found;
            }

            Assert.False(entering.IsCompleted, "it was to wait");
            await Task.Delay(10);
        }
    }

    private void Hear(Sentence reason)
    {
        lock (Reasons)
            Reasons.Add(reason.ToString());
    }

    private long Plan(Inference.Memory.PlanSettings settings) => Inference.Memory.MemoryPlanner.Plan(
        Wish.Shape, settings, [Inference.Memory.DeviceBudget.Whole(new("CPU", "", Inference.Runtime.DeviceKind.Cpu, 64L << 30, 64L << 30))]).OwnBytes;
}
