using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Code.Inputs;

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

/// <summary>Names the setting and the value it has.</summary>
public sealed class InputOptionsValidator : IValidateOptions<InputOptions>
{
    public ValidateOptionsResult Validate(string? name, InputOptions options)
    {
        var problems = new List<string>();
        RequireAtLeast("MaxArchiveBytes", options.MaxArchiveBytes, 1);
        RequireAtLeast("MaxEntries", options.MaxEntries, 1);
        RequireAtLeast("MaxFileBytes", options.MaxFileBytes, 1);
        RequireAtLeast("MaxTotalBytes", options.MaxTotalBytes, options.MaxFileBytes);
        RequireAtLeast("MaxRatio", options.MaxRatio, 1);
        RequireAtLeast("RatioFreeBytes", options.RatioFreeBytes, 0);
        RequireAtLeast("MaxCsvRows", options.MaxCsvRows, 1);
        if (options.MaxFileBytes > MostAnArrayHolds)
            problems.Add(InvariantText.Of($"{InputOptions.Section}:MaxFileBytes must be at most {MostAnArrayHolds}; it is {options.MaxFileBytes}."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void RequireAtLeast(string key, long value, long least)
        {
            if (value < least)
                problems.Add(InvariantText.Of($"{InputOptions.Section}:{key} must be {least} or more; it is {value}."));
        }
    }

    /// <summary>A file's text is one string, which .NET limits to about a billion characters.</summary>
    private const long MostAnArrayHolds = 512L << 20;
}
