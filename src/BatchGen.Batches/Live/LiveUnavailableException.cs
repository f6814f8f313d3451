namespace BatchGen.Batches.Live;

/// <summary>It cannot be answered now and may well be answered later.</summary>
/// <param name="code">Stable, listed in docs/errors.md.</param>
public sealed class LiveUnavailableException(string code, string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>Too many wait already, as opposed to nobody being there to answer.</summary>
    public bool IsQueueFull { get; init; }
}
