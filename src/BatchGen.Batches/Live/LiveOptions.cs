namespace BatchGen.Batches.Live;

/// <summary>Requests that somebody waits for. Section "Live".</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>The most requests that may be open on one model, waiting ones included; more are told to come again.</summary>
    public int MaxOpenRequests { get; set; } = 256;

    /// <summary>How long a request waits for its model to be loaded before it is told to come again.</summary>
    public TimeSpan LoadPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a caller who is sent away is told to wait.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
