using BatchGen.Batches.Limits;

namespace BatchGen.Batches.Orders;

/// <summary>Finds the model that a request names, among those a user may choose.</summary>
public sealed class KnownModelNames(IKnownModels models)
{
    /// <param name="name">The file's name, with or without ".gguf"; null for the default, which is the first.</param>
    /// <returns>Its full path; null when there is none of that name.</returns>
    public async Task<string?> FindAsync(string? name, CancellationToken cancellationToken)
    {
        var paths = await models.ListPathsAsync(cancellationToken);
        return name is null ? (paths.Count > 0 ? paths[0] : null) : paths.FirstOrDefault(path => IsNamed(path, name));
    }

    private static bool IsNamed(string path, string name) =>
        Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase);
}
