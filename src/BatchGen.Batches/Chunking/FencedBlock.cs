namespace BatchGen.Batches.Chunking;

/// <summary>A code block of an answer.</summary>
/// <param name="Info">What stands after the opening fence, e.g. "csharp"; empty if nothing does.</param>
/// <param name="Text">The lines between the fences, with their line ends.</param>
/// <param name="IsClosed">False when the answer ended inside: it was cut off.</param>
public sealed record FencedBlock(string Info, string Text, bool IsClosed);
