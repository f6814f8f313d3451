namespace BatchGen.Engine.Supervision;

/// <summary>Where an engine listens: a socket only its owner can reach.</summary>
internal static class EngineAddress
{
    /// <summary>sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.</summary>
    private const int LongestSocketPath = 103;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string Create(string? directory)
    {
        var name = $"batchgen-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
        if (OperatingSystem.IsWindows())
            return name;

        var path = Path.Combine(directory ?? DefaultDirectory(), name + ".sock");
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
            path = Path.Combine(DefaultDirectory(), name + ".sock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        return path;
    }

    private static string DefaultDirectory() => Path.Combine(Path.GetTempPath(), $"batchgen-{Environment.UserName}");
}
