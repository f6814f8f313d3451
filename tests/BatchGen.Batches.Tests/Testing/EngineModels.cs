using BatchGen.Batches.Limits;
using BatchGen.Batches.Models;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>The one model of the test engine.</summary>
internal sealed class EngineModels(TestEngine engine) : IKnownModels
{
    /// <summary>Paths beside the engine's own.</summary>
    public List<string> Others { get; } = [];

    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([engine.ModelPath, .. Others]);
}
