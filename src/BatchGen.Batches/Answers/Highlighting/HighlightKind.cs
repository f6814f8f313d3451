namespace BatchGen.Batches.Answers.Highlighting;

public enum HighlightKind
{
    Plain,
    Comment,

    /// <summary>Strings, characters and regular expressions.</summary>
    Literal,
    Keyword,
    Number,
}
