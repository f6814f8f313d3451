using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>Whether a file can be written to the data directory now: a full disk and a read-only one leave a database's locks as they are.</summary>
public static class DiskProbe
{
    /// <summary>More than fits into what a file system has left over in blocks that are in use.</summary>
    private const int Bytes = 1 << 16;

    /// <returns>Why not; null when it can.</returns>
    public static Sentence? Try(DataDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var path = directory.NewScratchFile();
        try
        {
            var options = PrivateFiles.Options(FileMode.CreateNew);
            options.Options = FileOptions.DeleteOnClose;
            using var file = new FileStream(path, options);
            file.Write(new byte[Bytes]);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return CannotWrite(refused);
        }
    }

    private static Sentence CannotWrite(Exception refused) =>
        $"Nothing can be written to the data directory: {ForeignMessage.Of(refused)} Make room on its disk, or let this user write to it.";
}
