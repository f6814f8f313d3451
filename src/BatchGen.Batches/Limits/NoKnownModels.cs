namespace BatchGen.Batches.Limits;

/// <summary>Where nobody keeps a catalogue of models, no limit can leave none of them.</summary>
internal sealed class NoKnownModels : IKnownModels
{
    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
