using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Configuration;

namespace BatchGen.Batches.Settings;

/// <summary>
/// What was set in the browser, in the form of appsettings.json. Written whole or not at all and private to its owner;
/// keys that this version does not know stay in it.
/// </summary>
internal sealed class SettingsFile(string path)
{
    // Section, table, name: a name may hold colons itself, and means the same to a configuration where it stands whole.
    private const int MostParts = 3;

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonNodeOptions Nodes = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Every value by its key; empty when there is no file.</summary>
    /// <exception cref="StorageException">settings_file_invalid: it cannot be read.</exception>
    public Dictionary<string, string?> Read()
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(ReadTree(), Options));
        try
        {
            return new ConfigurationBuilder().AddJsonStream(content).Build().AsEnumerable()
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (FormatException failure)
        {
            // The same key twice, in whatever case.
            throw Invalid(failure);
        }
    }

    /// <param name="changes">By key; null takes a value out.</param>
    /// <returns>The file as it was, for <see cref="RestoreAsync"/>; null when there was none.</returns>
    public async Task<byte[]?> ChangeAsync(IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var before = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
        var tree = ReadTree();
        foreach (var change in changes)
            Set(tree, change.Key.Split(ConfigurationPath.KeyDelimiter, MostParts), change.Value);
        await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(tree, Options), cancellationToken);
        return before;
    }

    /// <summary>For a change whose audit entry could not be kept.</summary>
    public async Task RestoreAsync(byte[]? before)
    {
        if (before is null)
            File.Delete(path);
        else
            await WriteAsync(before, CancellationToken.None);
    }

    private async Task WriteAsync(byte[] content, CancellationToken cancellationToken)
    {
        await using var file = new AtomicFile(path);
        await file.WriteLineAsync(content, cancellationToken);
        await file.CommitAsync(cancellationToken);
    }

    private JsonObject ReadTree()
    {
        try
        {
            if (!File.Exists(path))
                return new JsonObject(Nodes);
            return JsonNode.Parse(File.ReadAllBytes(path), Nodes) as JsonObject ?? throw new JsonException("It holds no JSON object.");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Invalid(failure);
        }
    }

    private StorageException Invalid(Exception failure) => new(
        SettingErrorCodes.FileInvalid,
        $"The settings made in the browser cannot be read from '{path}': {ForeignMessage.Of(failure)} Mend the file, or delete it, which takes back what was set in the browser and nothing else.",
        failure);

    private static void Set(JsonObject tree, ReadOnlySpan<string> path, string? value)
    {
        if (path.Length == 1)
        {
            tree.Remove(path[0]);
            if (value is not null)
                tree[path[0]] = value;
            return;
        }

        if (tree[path[0]] is not JsonObject section)
            tree[path[0]] = section = new JsonObject(Nodes);
        Set(section, path[1..], value);
        if (section.Count == 0)
            tree.Remove(path[0]);
    }
}
