namespace BatchGen.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BatchGen.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("BatchGen.sln is in no folder above the tests.");
    }
}
