using System.Text.RegularExpressions;
using BatchGen.Testing;

namespace BatchGen.Web.Tests.Sentences;

/// <summary>The error codes that docs/errors.md lists.</summary>
internal static partial class DocumentedCodes
{
    /// <summary>Codes of builds, of the command line, of start-up and of APIs: nobody meets them in a page.</summary>
    private static readonly HashSet<string> Elsewhere =
    [
        "missing_api_key", "invalid_api_key", "insufficient_rights", "too_many_attempts", "exposed_without_password", "exposed_without_tls",
        "file_not_found", "input_file_not_found", "wrong_file_purpose", "unknown_after", "invalid_multipart", "idempotency_key_reused",
        "idempotency_key_pending", "queue_full", "internal_error", "bad_request", "unknown_url", "method_not_allowed", "permission_denied", "not_ready",
        "data_directory_in_use", "data_directory_unusable", "database_unusable",
        "input_unusable", "output_unusable", "configuration_unusable", "database_missing", "server_address_unusable", "host_not_found", "connection_refused",
        "connection_failed", "tls_failed", "connection_broken", "file_changed", "not_batchgen", "server_of_another_version", "schedule_run_refused",
        "model_job_cancelled",
        "result_file_not_found",
        // Fields that the document names.
        "input_file_id", "max_tokens", "response_format",
        // Said by the account pages' own texts.
        "sign_in_refused", "sign_in_link_invalid", "password_too_weak", "passwords_differ", "current_password_wrong", "user_name_taken",
        "user_name_invalid", "user_not_found", "account_not_changed", "last_admin",
    ];

    public static IReadOnlySet<string> All() =>
        Code().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "errors.md"))).Select(match => match.Groups[1].Value).ToHashSet();

    public static IEnumerable<string> OfPages() => All().Except(Elsewhere);

    [GeneratedRegex("`([a-z0-9]+(?:_[a-z0-9]+)+)`")]
    private static partial Regex Code();
}
