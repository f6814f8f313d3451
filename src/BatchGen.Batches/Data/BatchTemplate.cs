namespace BatchGen.Batches.Data;

/// <summary>Settings that were saved under a name, with or without the input they are for.</summary>
public sealed class BatchTemplate
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>JSON of a <c>SubmissionRequest</c> without its input.</summary>
    public required string SettingsJson { get; set; }

    /// <summary>Null without an input.</summary>
    public long? InputBytes { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    /// <summary>When a batch was last submitted from it; null while none was.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Who made it; null when nobody is known.</summary>
    public long? OwnerId { get; init; }

    public TemplateInput? Input { get; set; }
}
