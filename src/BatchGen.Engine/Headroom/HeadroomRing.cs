namespace BatchGen.Engine.Headroom;

/// <summary>The last samples of one device, the newest in the oldest's place. Not thread-safe.</summary>
internal sealed class HeadroomRing(int capacity)
{
    private readonly HeadroomSample[] _samples = new HeadroomSample[capacity];
    private long _added;

    public void Add(HeadroomSample sample) => _samples[_added++ % capacity] = sample;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HeadroomSample> Since(DateTimeOffset time)
    {
        var first = Math.Max(0, _added - capacity);
        return [.. Enumerable.Range(0, (int)(_added - first)).Select(index => _samples[(first + index) % capacity]).Where(sample => sample.At >= time)];
    }
}

/// <summary>One device at one moment.</summary>
/// <param name="UsedBytes">Measured: in use by every program.</param>
/// <param name="PlannedBytes">What our engines were admitted with.</param>
/// <param name="LimitBytes">What may be in use, the reserve taken off.</param>
/// <param name="At">UTC.</param>
public sealed record HeadroomSample(string DeviceName, long UsedBytes, long PlannedBytes, long LimitBytes, DateTimeOffset At);
