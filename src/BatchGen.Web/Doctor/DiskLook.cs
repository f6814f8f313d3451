using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Doctor;

/// <summary>
/// Room in the data directory, whether this user may write there, and whether others may read it. Writes one scratch file, which is gone at once.
/// </summary>
internal sealed class DiskLook(DataDirectory directory) : ILook
{
    /// <summary>Below that a night's results may not find room.</summary>
    internal const long LittleBytes = 1L << 30;

    private const UnixFileMode OthersBits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Name => "disk";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Look()]);

    /// <param name="freeBytes">Of the disk that holds the folder.</param>
    internal static Finding? Room(string look, string folder, long freeBytes) => freeBytes < LittleBytes
        ? Finding.Warning(
            look,
            $"Only {ByteText.Of(freeBytes)} are free for {folder}.",
            "Make room, set Storage:KeepResultsFor, or move the data directory (Storage:DataDirectory).")
        : null;

    private Finding Look()
    {
        var folder = Nearest(directory.Root);
        if (CannotWrite(folder) is { } refused)
            return refused;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (Room(Name, directory.Root, free) is { } little)
            return little;
        if (folder != directory.Root)
            return Finding.Ok(Name, $"{directory.Root} is not there yet: the first start makes it. {ByteText.Of(free)} are free.");
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & OthersBits) != 0
            ? Finding.Warning(Name, $"Others on this machine may look into {folder}.", $"Run chmod 700 {folder}; a start does it too.")
            : Finding.Ok(Name, $"{folder} can be written, and {ByteText.Of(free)} are free.");
    }

    /// <summary>The data directory, or where it would be made.</summary>
    private static string Nearest(string folder)
    {
        while (!Directory.Exists(folder) && !File.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        return folder;
    }

    private Finding? CannotWrite(string folder)
    {
        if (Directory.Exists(Path.Combine(directory.Root, "scratch")))
            return DiskProbe.Try(directory) is { } reason ? Finding.Problem(Name, reason.ToString()) : null;
        try
        {
            var options = PrivateFiles.Options(FileMode.CreateNew);
            options.Options = FileOptions.DeleteOnClose;
            using var probe = new FileStream(Path.Combine(folder, $".batchgen-{Guid.NewGuid():N}"), options);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Finding.Problem(
                Name,
                $"The data directory {directory.Root} cannot be used: {ForeignMessage.Of(refused)}",
                "Set Storage:DataDirectory (--data-directory) to a folder that this user owns.");
        }
    }
}
