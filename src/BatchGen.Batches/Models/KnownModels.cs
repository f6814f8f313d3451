namespace BatchGen.Batches.Models;

/// <summary>The models that users may choose on this machine.</summary>
public interface IKnownModels
{
    /// <summary>Full paths, the default model first; files may be missing.</summary>
    Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken);
}

/// <summary>Where nobody keeps a catalogue of models, no limit can leave none of them.</summary>
internal sealed class NoKnownModels : IKnownModels
{
    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
