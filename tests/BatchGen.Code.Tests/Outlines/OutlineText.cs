using BatchGen.Code.Languages;
using BatchGen.Code.Outlines;

namespace BatchGen.Code.Tests.Outlines;

/// <summary>An outline as text that a table can hold.</summary>
internal static class OutlineText
{
    /// <summary>"Member+1: the line it stands before"; +1 is a depth of one.</summary>
    public static IEnumerable<string> GetBoundaries(string language, string text) =>
        Read(language, text).Boundaries.Select(boundary =>
            $"{boundary.Rank}{(boundary.Depth > 0 ? $"+{boundary.Depth}" : "")}: {text[boundary.Offset..].Split(['\r', '\n'], 2)[0].Trim()}");

    public static IEnumerable<string> GetImports(string language, string text) =>
        Read(language, text).Imports.Select(import => import.ToTitle(text));

    /// <summary>What encloses the first place where the marker stands.</summary>
    public static IEnumerable<string> GetScopes(string language, string text, string marker) =>
        Read(language, text).Scopes.GetHeads(text.IndexOf(marker, StringComparison.Ordinal)).Select(head => head.ToTitle(text));

    private static SourceOutline Read(string language, string text) => Language.FindSyntax(language)!.Outline.Read(text);
}
