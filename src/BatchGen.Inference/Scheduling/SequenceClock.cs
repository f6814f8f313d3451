namespace BatchGen.Inference.Scheduling;

/// <summary>Stamps a sequence's way; each moment is stamped once, in order.</summary>
internal sealed class SequenceClock(TimeProvider time)
{
    private readonly long _submitted = time.GetTimestamp();
    private long? _firstStep;
    private long? _firstToken;

    public void FirstStepStarts() => _firstStep ??= time.GetTimestamp();

    public void FirstTokenCame() => _firstToken ??= time.GetTimestamp();

    /// <summary>Ends now.</summary>
    public SequenceTimings Stop()
    {
        var end = time.GetTimestamp();
        var firstStep = _firstStep ?? end;
        var firstToken = _firstToken ?? end;
        return new SequenceTimings(
            Queued: time.GetElapsedTime(_submitted, firstStep),
            Prefill: time.GetElapsedTime(firstStep, firstToken),
            Decode: time.GetElapsedTime(firstToken, end));
    }
}
