namespace BatchGen.Batches.Chunking;

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
