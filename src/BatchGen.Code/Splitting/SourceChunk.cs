using BatchGen.Code.Languages;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Splitting;

/// <summary>One piece of a long input. The texts of a document's chunks, in order, are the document's text.</summary>
/// <param name="Part">1-based.</param>
/// <param name="Parts">How many chunks the document has.</param>
/// <param name="StartsAt">How good the place is that it begins at.</param>
/// <param name="Tokens">Header and text together, as counted; never more than the budget.</param>
public sealed record SourceChunk(
    string Path,
    Syntax Syntax,
    int Part,
    int Parts,
    SourceRange Range,
    BoundaryRank StartsAt,
    ChunkHeader Header,
    string Text,
    int Tokens)
{
    /// <summary>Whether the document fitted and was not cut; it then has no header.</summary>
    public bool IsWhole => Parts == 1;

    /// <summary>What the model is given.</summary>
    public string Prompt => Header.Text + Text;

    public SourceCut Cut => new(Range.End, StartsAt, Header.Rung, Tokens);
}

/// <summary>Where one chunk ends, and what else of it is not told by the document: enough to cut there again without counting a token.</summary>
/// <param name="End">Offset after the chunk's last UTF-16 unit; the next one begins there.</param>
/// <param name="StartsAt">How good the place is that it begins at.</param>
/// <param name="HeaderRung">Which of the headers it may have; 0 is the fullest.</param>
/// <param name="Tokens">Header and text together.</param>
public sealed record SourceCut(int End, BoundaryRank StartsAt, int HeaderRung, int Tokens);

/// <summary>What stands before a chunk's text, so that the model knows where it is. Written as comments of the syntax.</summary>
/// <param name="Text">Empty, or whole lines.</param>
/// <param name="Imports">The imports it quotes, each on one line.</param>
/// <param name="Scopes">The heads of what encloses the chunk, outermost first.</param>
/// <param name="Rung">Its place among those that the chunk may have; 0 is the fullest.</param>
public sealed record ChunkHeader(string Text, IReadOnlyList<string> Imports, IReadOnlyList<string> Scopes, int Rung = 0)
{
    public static ChunkHeader None { get; } = new("", [], []);
}
