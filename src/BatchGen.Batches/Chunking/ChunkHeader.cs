namespace BatchGen.Batches.Chunking;

/// <summary>What stands before a chunk's text, so that the model knows where it is. Written as comments of the language.</summary>
/// <param name="Text">Empty, or whole lines.</param>
/// <param name="Imports">The imports it quotes, each on one line.</param>
/// <param name="Scopes">The heads of what encloses the chunk, outermost first.</param>
public sealed record ChunkHeader(string Text, IReadOnlyList<string> Imports, IReadOnlyList<string> Scopes)
{
    public static ChunkHeader None { get; } = new("", [], []);
}
