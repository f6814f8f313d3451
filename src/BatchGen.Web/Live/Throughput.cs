using BatchGen.Engine.Client;

namespace BatchGen.Web.Live;

/// <summary>
/// Tokens generated in each of the last seconds, by all engines together: one history for every page, so a dashboard
/// that opens shows what came before.
/// </summary>
public sealed class Throughput : IDisposable
{
    /// <summary>Seconds that are kept.</summary>
    public const int Seconds = 120;

    /// <summary>Steps of the last hour, and how long each is.</summary>
    public const int HourSteps = 240;

    private const int StepSeconds = 15;

    /// <summary>Engines report about twice a second, not on the second: a mean over a few evens that out.</summary>
    private const int MeanSeconds = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EngineStatus> _last = [];
    private readonly Second[] _seconds = new Second[Seconds];
    private readonly Step[] _steps = new Step[HourSteps];
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;

    public Throughput(IEngineManager engines, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engines);
        _clock = clock;
        _subscription = engines.Subscribe(Add);
    }

    /// <summary>Tokens a second just now.</summary>
    public double Current => GetHistory().TakeLast(MeanSeconds).Average();

    /// <summary>One value a second, oldest first; the second that is still running is left out.</summary>
    public IReadOnlyList<double> GetHistory()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
            return [.. Enumerable.Range(1, Seconds - 1).Select(index => TokensIn(now - Seconds + index))];
    }

    /// <summary>The last hour, oldest first; the step that is still running is left out.</summary>
    public IReadOnlyList<ThroughputStep> GetHour()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        lock (_gate)
            return [.. Enumerable.Range(1, HourSteps - 1).Select(index => StepAt(now - HourSteps + index)).Select(step =>
                new ThroughputStep(step.Prefill / (double)StepSeconds, step.Decode / (double)StepSeconds))];
    }

    public void Dispose() => _subscription.Dispose();

    private void Add(EngineStatus status)
    {
        lock (_gate)
        {
            if (status.Activity is { } activity && _last.GetValueOrDefault(status.ModelPath)?.Activity is { } before)
            {
                Count(status.At.ToUnixTimeSeconds(), activity.DecodeTokens - before.DecodeTokens);
                CountStep(
                    status.At.ToUnixTimeSeconds() / StepSeconds, activity.PrefillTokens - before.PrefillTokens, activity.DecodeTokens - before.DecodeTokens);
            }

            _last[status.ModelPath] = status;
        }
    }

    /// <summary>Fewer tokens than before come from a new process that counts from zero: nothing to learn from that pair.</summary>
    private void Count(long second, long tokens)
    {
        if (tokens > 0)
            _seconds[second % Seconds] = new Second(second, TokensIn(second) + tokens);
    }

    private void CountStep(long at, long prefill, long decode)
    {
        var step = StepAt(at);
        _steps[at % HourSteps] = step with { Prefill = step.Prefill + Math.Max(0, prefill), Decode = step.Decode + Math.Max(0, decode) };
    }

    private Step StepAt(long at) => _steps[at % HourSteps] is var step && step.At == at ? step : new Step(at, 0, 0);

    private double TokensIn(long second)
    {
        var slot = _seconds[second % Seconds];
        return slot.At == second ? slot.Tokens : 0;
    }

    private readonly record struct Second(long At, double Tokens);

    private readonly record struct Step(long At, long Prefill, long Decode);
}

/// <summary>Tokens a second, over one step of the last hour.</summary>
public sealed record ThroughputStep(double PrefillPerSecond, double DecodePerSecond);
