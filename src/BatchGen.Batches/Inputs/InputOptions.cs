namespace BatchGen.Batches.Inputs;

/// <summary>How much an upload of source files may hold. Guards against archives that unpack to far more than they seem.</summary>
public sealed class InputOptions
{
    public const string Section = "Inputs";

    /// <summary>The archive itself, packed.</summary>
    public long MaxArchiveBytes { get; set; } = 64L << 20;

    /// <summary>Entries of an archive, folders and ignored files included, or files of an upload.</summary>
    public int MaxEntries { get; set; } = 20_000;

    /// <summary>One file, unpacked. Also the most a CSV file may have.</summary>
    public long MaxFileBytes { get; set; } = 16L << 20;

    /// <summary>All files that are read, unpacked.</summary>
    public long MaxTotalBytes { get; set; } = 128L << 20;

    /// <summary>
    /// Unpacked bytes for each packed byte of one entry. Source code packs to between a third and a twentieth;
    /// deflate's own bound is 1032. Judged only beyond <see cref="RatioFreeBytes"/>.
    /// </summary>
    public int MaxRatio { get; set; } = 100;

    /// <summary>An entry up to this size is never refused for its ratio: a small table of zeros packs extremely well.</summary>
    public long RatioFreeBytes { get; set; } = 1L << 20;

    /// <summary>Data rows of a CSV file.</summary>
    public int MaxCsvRows { get; set; } = 50_000;
}
