using System.Collections.Frozen;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>Every language whose text can be parted, and how to tell which one a file is in.</summary>
public static class Languages
{
    public static Language PlainText => MarkupLanguages.PlainText;

    public static IReadOnlyList<Language> All { get; } =
        [.. BraceLanguages.All, .. IndentLanguages.All, .. MarkupLanguages.All];

    private static readonly FrozenDictionary<string, Language> ByName = All.ToFrozenDictionary(language => language.Name);

    private static readonly FrozenDictionary<CodeLanguage, Language> ByKind = All
        .SelectMany(language => language.Kinds.Select(kind => KeyValuePair.Create(kind, language)))
        .ToFrozenDictionary();

    /// <summary>By the file's name, then its extension; plain text if neither is known. The file is not looked at.</summary>
    public static Language Detect(string path)
    {
        // A header may be C or C++; what reads C++ reads C.
        if (path.EndsWith(".h", StringComparison.OrdinalIgnoreCase))
            return ByName["cpp"];
        return Of(CodeLanguages.OfFile(path)) ?? PlainText;
    }

    /// <summary>By the word after a code fence's opening ("py", "C#", "ts"); null if unknown.</summary>
    public static Language? FindByFence(string fence) => Of(CodeLanguages.Find(fence));

    /// <summary>By <see cref="Language.Name"/>; null if unknown.</summary>
    public static Language? FindByName(string name) => ByName.GetValueOrDefault(name);

    private static Language? Of(CodeLanguage? kind) => kind is null ? null : ByKind.GetValueOrDefault(kind);
}
