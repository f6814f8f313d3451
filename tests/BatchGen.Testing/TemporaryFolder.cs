namespace BatchGen.Testing;

/// <summary>
/// While it is there, this process's folder for temporary files is one of its own: other programs leave theirs in the
/// system's. For tests that run alone in their process.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private static readonly string Variable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    private readonly ScratchFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public TemporaryFolder() => Environment.SetEnvironmentVariable(Variable, _folder.Path);

    public string Path => _folder.Path;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }
}
