namespace BatchGen.Batches.Chunking;

/// <summary>Ways to ask an <see cref="ITokenCounter"/>.</summary>
public static class TokenCounting
{
    /// <summary>About 1 MiB as UTF-8 at worst: well under the 4 MiB that gRPC takes by default.</summary>
    public const int MaxBatchCharacters = 256 * 1024;

    private const int MaxBatchTexts = 16 * 1024;

    public static async Task<int> CountAsync(this ITokenCounter counter, string text, CancellationToken cancellationToken)
    {
        var counts = await counter.CountAsync([text], cancellationToken);
        return counts[0];
    }

    /// <summary>Counts any number of texts, in calls of bearable size.</summary>
    internal static async Task<int[]> CountAllAsync(
        this ITokenCounter counter, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        List<int> counts = [];
        List<string> batch = [];
        var characters = 0;
        foreach (var text in texts)
        {
            if (batch.Count > 0 && (characters + text.Length > MaxBatchCharacters || batch.Count == MaxBatchTexts))
            {
                counts.AddRange(await counter.CountAsync(batch, cancellationToken));
                batch = [];
                characters = 0;
            }

            batch.Add(text);
            characters += text.Length;
        }

        if (batch.Count > 0)
            counts.AddRange(await counter.CountAsync(batch, cancellationToken));
        return [.. counts];
    }
}
