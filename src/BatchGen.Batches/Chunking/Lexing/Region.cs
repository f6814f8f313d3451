namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>A comment or literal with its marks, from Start up to End.</summary>
internal readonly record struct Region(RegionKind Kind, int Start, int End);
