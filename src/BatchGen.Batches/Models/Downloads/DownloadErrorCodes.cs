using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>Why a download is refused or was given up. Stable: documented in docs/errors.md.</summary>
public static class DownloadErrorCodes
{
    /// <summary>No link, or not https.</summary>
    public const string BadUrl = "download_url_not_https";

    /// <summary>The host, or one that it redirects to, is not on the list.</summary>
    public const string HostNotAllowed = "download_host_not_allowed";

    /// <summary>The host's name stands for an address of a private network.</summary>
    public const string PrivateAddress = "download_private_address";

    /// <summary>The link names no .gguf file, or one with letters that a file name here may not have.</summary>
    public const string BadName = "download_bad_file_name";

    /// <summary>A file of that name is in the models folder.</summary>
    public const string TargetExists = "download_target_exists";

    /// <summary>The digest that was given is no SHA-256.</summary>
    public const string BadDigest = "download_bad_sha256";

    /// <summary>What came is not what the digest says.</summary>
    public const string DigestMismatch = "download_sha256_mismatch";

    /// <summary>It redirects without end, or the host answers with an error.</summary>
    public const string Refused = "download_refused";

    /// <summary>Larger than allowed, or than the disk has room for.</summary>
    public const string TooLarge = "download_too_large";

    /// <summary>The transfer broke off; it can be resumed.</summary>
    public const string Interrupted = "download_interrupted";
}

/// <summary>A download is refused or was given up. The message is a sentence; the code one of <see cref="DownloadErrorCodes"/> or of a GGUF file's.</summary>
public sealed class DownloadException(string code, Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
