using System.Collections.Frozen;

namespace BatchGen.Code.Outlines;

/// <summary>A language's telling words.</summary>
internal sealed class HeadKeywords
{
    private readonly FrozenDictionary<string, HeadKeyword>.AlternateLookup<ReadOnlySpan<char>> _words;

    /// <param name="namespaces">Words parted by blanks; so are the others.</param>
    public HeadKeywords(string namespaces, string types, string functions) =>
        _words = Group(namespaces, HeadKeyword.Namespace)
            .Concat(Group(types, HeadKeyword.Type))
            .Concat(Group(functions, HeadKeyword.Function))
            .ToFrozenDictionary()
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public HeadKeyword Find(ReadOnlySpan<char> word) => _words.TryGetValue(word, out var keyword) ? keyword : HeadKeyword.None;

    private static IEnumerable<KeyValuePair<string, HeadKeyword>> Group(string words, HeadKeyword keyword) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => KeyValuePair.Create(word, keyword));
}

/// <summary>What the first telling word of a statement says about the body that follows it.</summary>
internal enum HeadKeyword
{
    None,

    /// <summary>A body of declarations: <c>namespace</c>, <c>mod</c>.</summary>
    Namespace,

    /// <summary>A body of members: <c>class</c>, <c>impl</c>.</summary>
    Type,

    /// <summary>A body of statements: <c>fn</c>, <c>def</c>.</summary>
    Function,
}
