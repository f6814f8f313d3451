using BatchGen.Batches.Chunking.Splitting;

namespace BatchGen.Batches.Chunking;

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
        var outline = document.Language.Outline.Read(document.Text);
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
}
