namespace BatchGen.Batches.Queries;

/// <summary>A person's search text as a LIKE pattern that takes every character as itself.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
