namespace BatchGen.Batches.Chunking.Splitting;

/// <summary>The headers of a document with their tokens. Most chunks share theirs but for the number, so each is counted once.</summary>
internal sealed class HeaderShelf(HeaderWriter writer, ChunkBudget budget, ITokenCounter counter, long totalTokens)
{
    /// <summary>A header may take this part of the budget, one in four.</summary>
    public const int BudgetShare = 4;

    private readonly Dictionary<string, int> _tokens = [];

    // Chunks are filled by a third at the least (ChunkLayout) of what a header leaves.
    private readonly PartNumber _placeholder = PartNumber.Widest(5 * totalTokens / budget.Tokens);

    public IReadOnlyList<ChunkHeader> GetLadder(int offset, PartNumber part) => writer.WriteLadder(offset, part);

    /// <summary>The tokens of each header that a chunk beginning there may have, while its number is not known.</summary>
    public async Task<IReadOnlyList<int>> CountLadderAsync(int offset, CancellationToken cancellationToken)
    {
        var ladder = writer.WriteLadder(offset, _placeholder);
        string[] uncounted = [.. ladder.Select(header => header.Text).Distinct().Where(text => text.Length > 0 && !_tokens.ContainsKey(text))];
        var counts = await counter.CountAllAsync(uncounted, cancellationToken);
        for (var i = 0; i < counts.Length; i++)
            _tokens[uncounted[i]] = counts[i];
        return [.. ladder.Select(header => header.Text.Length == 0 ? 0 : _tokens[header.Text])];
    }

    /// <summary>Whether a header of so many tokens leaves enough for the text.</summary>
    public bool IsBearable(int tokens) => tokens <= budget.Tokens / BudgetShare;
}
