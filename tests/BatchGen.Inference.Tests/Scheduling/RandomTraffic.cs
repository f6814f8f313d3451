using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>Arrivals and cancels of every kind, the same for the same seed.</summary>
internal sealed class RandomTraffic(int seed, LoopUnderTest test)
{
    // The engine does not flood its loop either.
    private const int MostWaiting = 40;

    private const int SharedTokens = 40;

    private readonly SplitMix64 _random = new((ulong)seed);
    private readonly List<SequenceRequest> _requests = [];
    private readonly List<RecordingObserver> _observers = [];
    private bool _isQuiet;

    public IReadOnlyList<SequenceRequest> Requests => _requests;

    public IReadOnlyList<RecordingObserver> Observers => _observers;

    /// <summary>What other threads may do between two steps: busy times with bursts, quiet ones in which the loop runs dry.</summary>
    public void Act()
    {
        if (Chance(0.01))
            _isQuiet = !_isQuiet;
        if (Chance(_isQuiet ? 0.005 : 0.1) && test.Loop.Activity.WaitingSequences < MostWaiting)
        {
            for (var left = Chance(0.05) ? 30 : Between(1, 3); left > 0; left--)
                Arrive();
        }

        if (Chance(0.05) && _requests.Count > 0)
            test.Loop.Cancel(_requests[Between(Math.Max(0, _requests.Count - 20), _requests.Count - 1)].Id);
    }

    private void Arrive()
    {
        // A few of a group may take far more than the others do.
        var isLong = Chance(0.05);
        SequenceRequest request = new ASequence()
            .OfGroup(Chance(0.3) ? null : $"group {Between(0, 1)}")
            .Named($"{_requests.Count}")
            .WithPrompt([.. Head(), .. Enumerable.Range(0, Chance(0.1) ? Between(60, 100) : Between(1, 30)).Select(_ => Between('a', 'h'))])
            .WithMaxNewTokens(isLong ? 60 : Between(1, 30))
            .WithContextLimit(Chance(0.1) ? Between(10, 100) : 180)
            .WithPriority(Chance(0.1) ? Between(-1, 2) : 0)
            .WithStopTexts(Chance(0.3) && !isLong ? ["e", "\n"] : [])
            .SampledWith(Chance(0.5) ? SamplingSettings.Greedy : new SamplingSettings(1f, TopP: 0.9f, PresencePenalty: 0.5f, Seed: _random.Next()));
        _requests.Add(request);
        _observers.Add(test.Submit(request));
    }

    /// <summary>What many prompts begin with, all of it or a part; often nothing.</summary>
    private IEnumerable<int> Head() =>
        Chance(0.4) ? [] : Enumerable.Repeat('k' + Between(0, 2), Chance(0.7) ? SharedTokens : Between(1, SharedTokens));

    private bool Chance(double probability) => _random.NextUnit() < probability;

    /// <summary>Both ends included.</summary>
    private int Between(int least, int most) => least + (int)(_random.NextUnit() * (most - least + 1));
}
