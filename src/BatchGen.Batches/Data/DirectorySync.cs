using System.Runtime.InteropServices;

namespace BatchGen.Batches.Data;

/// <summary>
/// Forces a folder's entries to disk. A rename is in the folder, not in the file: without this a power cut may bring
/// the old name back. .NET opens no folders, hence libc; Windows journals renames and needs nothing.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
            throw new IOException($"The folder '{path}' cannot be opened to sync it (error {Marshal.GetLastPInvokeError()}).");

        // Some file systems (network mounts) cannot sync a folder and say EINVAL: then the rename is as safe as it gets.
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
