namespace BatchGen.Benchmarks.Throughput;

/// <summary>One prompt of a workload, the same for everybody.</summary>
/// <param name="Prompt">Token ids.</param>
/// <param name="Text">What tokenizes to them, for the product; null where it has no text.</param>
/// <param name="MaxTokens">What the request asks for.</param>
/// <param name="Expected">The answer's text, where the model's weights say it; null where they do not.</param>
internal sealed record WorkItem(int[] Prompt, string? Text, int MaxTokens, string? Expected);

internal sealed record Workload(string Name, string Description, IReadOnlyList<WorkItem> Items)
{
    public int PromptTokens => Items.Sum(item => item.Prompt.Length);

    /// <summary>Prompt tokens when everything that items share is computed once.</summary>
    public int DistinctTokens => PromptTokens - SharedTokens;

    /// <summary>Cells that the largest item may take.</summary>
    public int LargestCells => Items.Max(item => item.Prompt.Length + item.MaxTokens);

    private int SharedTokens => (Items.Count - 1) * CommonLength();

    private int CommonLength()
    {
        var first = Items[0].Prompt;
        return Items.Skip(1).Aggregate(first.Length, (length, item) => Math.Min(length, item.Prompt.AsSpan().CommonPrefixLength(first)));
    }
}
