namespace BatchGen.Batches.Files;

/// <summary>Documented in docs/errors.md.</summary>
public static class FileErrorCodes
{
    public const string NotFound = "file_not_found";
    public const string TooLarge = "file_too_large";
    public const string TooManyLines = "too_many_items";
    public const string LineTooLong = "line_too_long";
    public const string Empty = "empty_file";
    public const string UnknownCursor = "unknown_after";
}
