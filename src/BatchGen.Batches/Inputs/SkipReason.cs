namespace BatchGen.Batches.Inputs;

/// <summary>Why a file of an upload is left out without the upload being refused.</summary>
public enum SkipReason
{
    /// <summary>A pattern of <see cref="IgnoreRules"/> matches it.</summary>
    Ignored,

    /// <summary>It holds a zero byte: not a text file, or UTF-16 without a byte order mark.</summary>
    Binary,

    /// <summary>Neither valid UTF-8 nor UTF-16 with a byte order mark.</summary>
    UnknownEncoding,

    /// <summary>A symbolic link (or a device) in an archive, as GitHub's archives of some repositories hold. It is not followed.</summary>
    Link,

    /// <summary>Nothing in it but white space.</summary>
    Empty,
}
