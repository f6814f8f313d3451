using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Splitting;

/// <summary>Cuts a long input at the best boundaries its language offers.</summary>
public static class SourceSplitter
{
    /// <summary>
    /// The document as chunks that fit the budget, in order. Deterministic; time near linear in the text. A text that
    /// fits is one chunk without a header, and so is an empty one.
    /// </summary>
    /// <remarks>
    /// Counting costs, so each line is counted once, chunks are laid out by the sums, and the finished chunks are counted
    /// once more; the sums are redone with a margin if a tokenizer makes more of a chunk than of its lines.
    /// No cut parts a surrogate pair or CR from LF.
    /// </remarks>
    /// <exception cref="ChunkingException">chunk_budget_too_small: not even one character fits.</exception>
    public static async Task<IReadOnlyList<SourceChunk>> SplitAsync(
        SourceDocument document, ChunkBudget budget, ITokenCounter counter, CancellationToken cancellationToken = default)
    {
        var outline = document.Syntax.Outline.Read(document.Text);
        var lines = new LineMap(document.Text);
        var cuts = CutFinder.Find(document.Text, lines, outline);
        var fragments = await new FragmentMeter(document, budget, counter).MeasureAsync(cuts, cancellationToken);

        var assembly = new ChunkAssembly(document, budget, counter, lines);
        if (await assembly.TryWholeAsync(fragments, cancellationToken) is { } whole)
            return [whole];

        fragments = await new FragmentMeter(document, budget, counter).RefineAsync(fragments, cancellationToken);
        var headers = new HeaderShelf(new HeaderWriter(document, outline), budget, counter, fragments.TotalTokens);
        var layout = new ChunkLayout(fragments, headers, budget, DeclarationCuts.Find(fragments, outline, budget.Packing));
        return await assembly.AssembleAsync(layout, fragments, headers, cancellationToken);
    }

    /// <summary>The chunks that a document was cut into before. No token is counted, and whatever would be cut otherwise today is cut as then.</summary>
    /// <param name="cuts">Of all its chunks, in order.</param>
    /// <exception cref="ArgumentException">They are cuts of another text.</exception>
    public static IReadOnlyList<SourceChunk> CutAgain(SourceDocument document, IReadOnlyList<SourceCut> cuts)
    {
        if (cuts.Count == 0 || cuts[^1].End != document.Text.Length)
            throw new ArgumentException("The cuts are not those of this text.", nameof(cuts));
        var lines = new LineMap(document.Text);
        var headers = new HeaderWriter(document, document.Syntax.Outline.Read(document.Text));
        var chunks = new List<SourceChunk>(cuts.Count);
        var start = 0;
        foreach (var cut in cuts)
        {
            var part = new PartNumber(chunks.Count + 1, cuts.Count);
            chunks.Add(new SourceChunk(
                document.Path,
                document.Syntax,
                part.Number,
                part.Total,
                lines.GetRange(start, cut.End),
                cut.StartsAt,
                cuts.Count == 1 ? ChunkHeader.None : headers.WriteLadder(start, part)[cut.HeaderRung],
                document.Text[start..cut.End],
                cut.Tokens));
            start = cut.End;
        }

        return chunks;
    }
}

/// <summary>One file a user handed in.</summary>
/// <param name="Path">As the user knows it; shown to the model and in errors, never opened.</param>
/// <param name="Text">The file's text with its own line ends, as decoded.</param>
public sealed record SourceDocument(string Path, Syntax Syntax, string Text)
{
    /// <summary>A document whose language is told from its path.</summary>
    public static SourceDocument Read(string path, string text) => new(path, Language.SyntaxOfFile(path), text);
}

/// <summary>A text cannot be cut as asked. The message is a sentence for a person: what, where, what to do.</summary>
public sealed class ChunkingException : Exception
{
    public ChunkingException(string code, Sentence sentence)
        : base(sentence?.ToString())
    {
        ArgumentNullException.ThrowIfNull(sentence);
        Code = code;
        Sentence = sentence;
    }

    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; }

    public Sentence Sentence { get; }
}
