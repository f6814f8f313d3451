namespace BatchGen.Batches.Submission;

/// <summary>Codes of what can be wrong with an input; documented in docs/errors.md.</summary>
public static class ProblemCodes
{
    public const string InvalidJson = "invalid_json";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string DuplicateCustomId = "duplicate_custom_id";
    public const string InvalidCustomId = "invalid_custom_id";
    public const string MissingField = "missing_field";
    public const string InvalidType = "invalid_type";
    public const string UnknownField = "unknown_field";
    public const string UnsupportedField = "unsupported_field";
    public const string UnsupportedSchema = "unsupported_schema";
    public const string UnsupportedUrl = "unsupported_url";
    public const string UnsupportedMethod = "unsupported_method";
    public const string ValueOutOfRange = "value_out_of_range";
    public const string EmptyPrompt = "empty_prompt";
    public const string MixedModels = "mixed_models";
    public const string LineTooLong = "line_too_long";
    public const string FileTooLarge = "file_too_large";
    public const string TooManyItems = "too_many_items";
    public const string EmptyFile = "empty_file";
    public const string ContextLengthExceeded = "context_length_exceeded";
    public const string InvalidLabel = "invalid_label";
    public const string ContextLimitTooLarge = "context_limit_too_large";
    public const string KvTypeNeedsFlashAttention = "kv_type_needs_flash_attention";
    public const string QuotaItemsExceeded = "quota_items_exceeded";
    public const string QuotaTokensExceeded = "quota_tokens_exceeded";
}
