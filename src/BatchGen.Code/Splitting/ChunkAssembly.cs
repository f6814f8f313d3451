using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Splitting;

/// <summary>Makes chunks of plans, and makes sure by counting that each fits.</summary>
internal sealed class ChunkAssembly(SourceDocument document, ChunkBudget budget, ITokenCounter counter, LineMap lines)
{
    /// <summary>The document as its only chunk, or null if it does not fit.</summary>
    public async Task<SourceChunk?> TryWholeAsync(Fragments fragments, CancellationToken cancellationToken)
    {
        // Sums are a little more than the whole takes; far more than the budget need not be counted to be known.
        if (fragments.TotalTokens / 2 > budget.Tokens)
            return null;
        var tokens = await counter.CountAsync(document.Text, cancellationToken);
        return tokens <= budget.Tokens
            ? new SourceChunk(
                document.Path, document.Syntax, 1, 1, lines.GetRange(0, document.Text.Length), BoundaryRank.Declaration,
                ChunkHeader.None, document.Text, tokens)
            : null;
    }

    public async Task<IReadOnlyList<SourceChunk>> AssembleAsync(
        ChunkLayout layout, Fragments fragments, HeaderShelf headers, CancellationToken cancellationToken)
    {
        for (var margin = 0L; ;)
        {
            var plans = await layout.LayOutAsync(margin, cancellationToken);
            var chunks = await CountAsync(plans.Select((plan, i) => Create(plan, new PartNumber(i + 1, plans.Count), fragments, headers)), cancellationToken);
            var excess = chunks.Max(chunk => chunk.Tokens) - budget.Tokens;
            if (excess <= 0)
                return chunks;

            // Every chunk is a single fragment by now, which fits alone: only headers can be in the way.
            if (margin >= budget.Tokens)
                return await ShortenHeadersAsync(chunks, headers, cancellationToken);
            margin = Math.Max(2 * margin, margin + excess);
        }
    }

    private SourceChunk Create(ChunkPlan plan, PartNumber part, Fragments fragments, HeaderShelf headers)
    {
        var start = fragments.GetOffset(plan.First);
        return new SourceChunk(
            document.Path,
            document.Syntax,
            part.Number,
            part.Total,
            lines.GetRange(start, fragments.GetOffset(plan.End)),
            fragments.GetStart(plan.First).Rank,
            headers.GetLadder(start, part)[plan.Rung],
            fragments.GetText(plan.First, plan.End),
            Tokens: 0);
    }

    private async Task<IReadOnlyList<SourceChunk>> CountAsync(IEnumerable<SourceChunk> uncounted, CancellationToken cancellationToken)
    {
        SourceChunk[] chunks = [.. uncounted];
        var counts = await counter.CountAllAsync(chunks.Select(chunk => chunk.Prompt), cancellationToken);
        return [.. chunks.Zip(counts, (chunk, tokens) => chunk with { Tokens = tokens })];
    }

    private async Task<IReadOnlyList<SourceChunk>> ShortenHeadersAsync(
        IReadOnlyList<SourceChunk> chunks, HeaderShelf headers, CancellationToken cancellationToken)
    {
        List<SourceChunk> shortened = [];
        foreach (var chunk in chunks)
        {
            var ladder = headers.GetLadder(chunk.Range.Start, new PartNumber(chunk.Part, chunk.Parts));
            var best = chunk;
            for (var rung = 0; rung < ladder.Count && best.Tokens > budget.Tokens; rung++)
            {
                best = chunk with { Header = ladder[rung] };
                best = best with { Tokens = await counter.CountAsync(best.Prompt, cancellationToken) };
            }

            shortened.Add(best);
        }

        return shortened;
    }
}
