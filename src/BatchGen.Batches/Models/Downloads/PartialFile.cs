namespace BatchGen.Batches.Models.Downloads;

/// <summary>A download that is not finished, beside its place, with a note of what it is a part of.</summary>
internal sealed class PartialFile(string target)
{
    private readonly string _note = $"{target}.partial.from";

    public string Path { get; } = $"{target}.partial";

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The version it is a part of; null when it is a part of something else, or of nobody knows what.</summary>
    public string? VersionOf(Uri source)
    {
        if (!File.Exists(_note) || Length == 0)
            return null;
        var lines = File.ReadAllLines(_note);
        return lines.Length == 2 && lines[0] == source.AbsoluteUri ? lines[1] : null;
    }

    /// <param name="version">The host's ETag; null makes the part good for nothing but this transfer.</param>
    public void Begin(Uri source, string? version)
    {
        Remove();
        if (version is not null)
            File.WriteAllLines(_note, [source.AbsoluteUri, version]);
    }

    public void Finish()
    {
        File.Move(Path, target);
        File.Delete(_note);
    }

    public void Remove()
    {
        File.Delete(Path);
        File.Delete(_note);
    }
}
