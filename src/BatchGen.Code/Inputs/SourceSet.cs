using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>What an upload came to, both lists in the upload's order.</summary>
public sealed record SourceSet(IReadOnlyList<SourceInput> Files, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>Files that go by another path than the upload gave them.</summary>
    public IReadOnlyList<RenamedFile> Renamed { get; init; } = [];

    /// <summary>How an archive's names that do not say their encoding were read; null when there are none.</summary>
    public SourceEncoding? NameEncoding { get; init; }
}

/// <param name="Path">What the file goes by, in results as well.</param>
/// <param name="Original">As the upload called it.</param>
/// <param name="Sentence">Why it goes by another path.</param>
public sealed record RenamedFile(SafePath Path, string Original, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>One source file: what becomes one item of a batch.</summary>
/// <param name="Language">The language's name in <see cref="Languages.Language"/>, or null when the file's name does not tell.</param>
/// <param name="Text">The whole text, line ends as they were, without a byte order mark.</param>
public sealed record SourceInput(SafePath Path, string? Language, string Text, SourceEncoding Encoding = SourceEncoding.Utf8);

/// <param name="Sentence">A sentence for the list of skipped files.</param>
public sealed record SkippedFile(SafePath Path, SkipReason Reason, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>Why a file of an upload is left out without the upload being refused.</summary>
public enum SkipReason
{
    /// <summary>A pattern of <see cref="IgnoreRules"/> matches it.</summary>
    Ignored,

    /// <summary>It is not a text file.</summary>
    Binary,

    /// <summary>Neither valid UTF-8 nor UTF-16, and of no code page that is certain.</summary>
    UnknownEncoding,

    /// <summary>A symbolic link (or a device) in an archive, as GitHub's archives of some repositories hold. It is not followed.</summary>
    Link,

    /// <summary>Nothing in it but white space.</summary>
    Empty,

    /// <summary>What macOS or Windows put beside the files for itself.</summary>
    Metadata,

    /// <summary>It has no name, or one that is too long.</summary>
    UnusableName,
}

/// <summary>One file of an upload of several.</summary>
/// <param name="Name">As the browser sent it: a file name, or a path when a folder was picked.</param>
/// <param name="Open">Called once, in order; the stream is disposed by the reader. Need not be seekable.</param>
public sealed record UploadedFile(string Name, Func<Stream> Open);
