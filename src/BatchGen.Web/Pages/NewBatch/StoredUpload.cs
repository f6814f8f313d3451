namespace BatchGen.Web.Pages.NewBatch;

/// <summary>A file that the browser sent, as it lies in the data directory.</summary>
/// <param name="Name">As the user's disk calls it; shown, never used as a path.</param>
/// <param name="Path">Where it lies until it is submitted or the page is left.</param>
public sealed record StoredUpload(string Name, string Path, long Bytes)
{
    public Stream Open() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
}
