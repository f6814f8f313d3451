namespace BatchGen.Batches.Webhooks;

/// <summary>Section "Webhooks".</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Lets calls reach private and local addresses. Off, because a submitter could make the server talk to its own network.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
