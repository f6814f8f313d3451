using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>How text of a language is written: its comments, and where it may be parted. What its files are called is <see cref="CodeLanguages"/>' business.</summary>
public sealed class Language
{
    /// <summary>Stable name, for storage and addresses: "csharp", "python".</summary>
    public required string Name { get; init; }

    /// <summary>The languages that are written like this, the usual one first; none for plain text.</summary>
    public IReadOnlyList<CodeLanguage> Kinds { get; init; } = [];

    public required CommentSyntax Comments { get; init; }

    /// <summary>Whether <see cref="CodeComparison"/> can tell comments from code in it.</summary>
    public bool CanCompareCode => CodeReader is not null;

    internal OutlineReader Outline { get; init; } = new PlainOutlineReader();

    /// <summary>Null where comments cannot be told from code reliably.</summary>
    internal CodeReader? CodeReader { get; init; }

    public override string ToString() => Name;

    internal static IReadOnlyList<CodeLanguage> Named(ReadOnlySpan<string> names)
    {
        var kinds = new CodeLanguage[names.Length];
        for (var i = 0; i < names.Length; i++)
            kinds[i] = CodeLanguages.Named(names[i]);
        return kinds;
    }
}
