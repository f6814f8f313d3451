namespace BatchGen.Batches.Limits;

/// <summary>The models that users may choose on this machine.</summary>
public interface IKnownModels
{
    /// <summary>Full paths, the default model first; files may be missing.</summary>
    Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken);
}
