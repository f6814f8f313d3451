namespace BatchGen.Testing;

/// <summary>A new empty folder below the system's temporary one, deleted with everything in it.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchgen-test-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that still ends may hold a file; the system clears its temporary folder.
        }
    }
}
