namespace BatchGen.Code.Splitting;

/// <summary>
/// Counts tokens with the tokenizer of the model that will read the text. Nothing here estimates: what this says is
/// what a piece takes.
/// </summary>
public interface ITokenCounter
{
    /// <summary>
    /// The tokens of each text, in order; special tokens in a text count as the plain text they are. Many texts come in
    /// one call (together at most about <see cref="TokenCounting.MaxBatchCharacters"/>, unless one alone is longer), so
    /// that a counter behind a process boundary makes few trips.
    /// </summary>
    /// <remarks>The same text always has the same count; an empty text has none.</remarks>
    Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}

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
