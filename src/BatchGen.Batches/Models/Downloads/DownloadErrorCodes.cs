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

    /// <summary>What was given is no OWNER/NAME.</summary>
    public const string BadRepository = "download_bad_repository";

    /// <summary>The administrator has named no host that is asked for models by name.</summary>
    public const string NoHub = "download_no_hub";

    /// <summary>The host has no repository of that name.</summary>
    public const string RepositoryNotFound = "download_repository_not_found";

    /// <summary>The host wants a login for it: gated, private, or not there.</summary>
    public const string RepositoryGated = "download_repository_gated";

    /// <summary>The host did not answer, or not in time.</summary>
    public const string HubUnreachable = "download_hub_unreachable";

    /// <summary>The host's answer is no list of files.</summary>
    public const string ListingMalformed = "download_listing_malformed";

    /// <summary>The host lists more than is read.</summary>
    public const string ListingTooLarge = "download_listing_too_large";

    /// <summary>The repository has no GGUF model, or none that is whole.</summary>
    public const string NoModel = "download_no_gguf";

    /// <summary>The repository has no such quantization.</summary>
    public const string UnknownQuantization = "download_quantization_not_found";

    /// <summary>None of what the repository has fits on this machine.</summary>
    public const string NothingFits = "download_nothing_fits";

    /// <summary>Whether they fit cannot be told, so none is chosen by itself.</summary>
    public const string NotJudged = "download_not_judged";
}

/// <summary>A download is refused or was given up. The message is a sentence; the code one of <see cref="DownloadErrorCodes"/> or of a GGUF file's.</summary>
public sealed class DownloadException(string code, Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
