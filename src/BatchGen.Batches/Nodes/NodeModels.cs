using BatchGen.Batches.Models;

namespace BatchGen.Batches.Nodes;

/// <summary>
/// Where a batch's model is on this machine. Its row has the path on the machine it was handed in on; folders differ between machines, so
/// a model is known by its file's name.
/// </summary>
internal sealed class NodeModels(IKnownModels models)
{
    public async Task<ModelPaths> ReadAsync(CancellationToken cancellationToken) => new(await models.ListPathsAsync(cancellationToken));

    /// <summary>The path as stored where this machine has no such model: whoever loads it says what is missing.</summary>
    public async Task<string> ResolveAsync(string storedPath, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Find(storedPath) ?? storedPath;
}

/// <param name="Known">Full paths of what this machine offers; files may be missing.</param>
internal sealed record ModelPaths(IReadOnlyList<string> Known)
{
    /// <summary>The file's name, whatever system wrote the path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Null when there is no such file here.</summary>
    public string? Find(string storedPath)
    {
        if (File.Exists(storedPath))
            return storedPath;
        var name = NameOf(storedPath);
        return Known.FirstOrDefault(path => NameOf(path) == name && File.Exists(path));
    }
}
