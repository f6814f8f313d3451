using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>One language: how its files are named, how comments are written, and where its text may be parted.</summary>
public sealed class Language
{
    /// <summary>Stable name, for storage and addresses: "csharp", "python".</summary>
    public required string Name { get; init; }

    /// <summary>For people and prompts: "C#", "Python".</summary>
    public required string DisplayName { get; init; }

    /// <summary>What stands after the opening of a code fence.</summary>
    public required string FenceName { get; init; }

    /// <summary>Other names models and people write there; lower case.</summary>
    public IReadOnlyList<string> FenceAliases { get; init; } = [];

    /// <summary>Lower case, with the dot.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Whole file names that tell the language; lower case.</summary>
    public IReadOnlyList<string> FileNames { get; init; } = [];

    public required CommentSyntax Comments { get; init; }

    /// <summary>Whether <see cref="CodeComparison"/> can tell comments from code in it.</summary>
    public bool CanCompareCode => CodeReader is not null;

    internal OutlineReader Outline { get; init; } = new PlainOutlineReader();

    /// <summary>Null where comments cannot be told from code reliably.</summary>
    internal CodeReader? CodeReader { get; init; }

    public override string ToString() => DisplayName;
}
