using System.Collections.Frozen;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>Every language known, and how to tell which one a file is in.</summary>
public static class Languages
{
    public static Language PlainText => MarkupLanguages.PlainText;

    public static IReadOnlyList<Language> All { get; } =
        [.. BraceLanguages.All, .. IndentLanguages.All, .. MarkupLanguages.All];

    private static readonly FrozenDictionary<string, Language> ByName = Index(language => [language.Name]);

    private static readonly FrozenDictionary<string, Language> ByFence =
        Index(language => [language.Name, language.FenceName, .. language.FenceAliases]);

    private static readonly FrozenDictionary<string, Language> ByExtension = Index(language => language.Extensions);

    private static readonly FrozenDictionary<string, Language> ByFileName = Index(language => language.FileNames);

    /// <summary>By the file's name, then its extension; plain text if neither is known. The file is not looked at.</summary>
    public static Language Detect(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (ByFileName.TryGetValue(name, out var named))
            return named;
        return ByExtension.GetValueOrDefault(Path.GetExtension(name), PlainText);
    }

    /// <summary>By the word after a code fence's opening ("py", "C#", "ts"); null if unknown.</summary>
    public static Language? FindByFence(string fence) => ByFence.GetValueOrDefault(fence.Trim());

    /// <summary>By <see cref="Language.Name"/>; null if unknown.</summary>
    public static Language? FindByName(string name) => ByName.GetValueOrDefault(name);

    private static FrozenDictionary<string, Language> Index(Func<Language, IEnumerable<string>> keys) =>
        All.SelectMany(language => keys(language).Distinct().Select(key => KeyValuePair.Create(key, language)))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
