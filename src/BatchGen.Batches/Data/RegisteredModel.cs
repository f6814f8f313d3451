namespace BatchGen.Batches.Data;

/// <summary>A model file outside the models folder that an administrator made known.</summary>
public sealed class RegisteredModel
{
    public const int MaxPathLength = 1024;

    public long Id { get; init; }

    public required string MachineName { get; init; }

    /// <summary>Full path of the GGUF file.</summary>
    public required string Path { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}
