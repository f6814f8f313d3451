namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>A body with something inside: a namespace, a type, a function, a block, a section.</summary>
/// <param name="Start">Where the body begins, after its head.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Head">What stands before the body and names it.</param>
/// <param name="Parent">Index of the scope around it; −1 if there is none.</param>
/// <param name="IsDeclaration">Whether it is the body of a declaration rather than of a statement.</param>
internal readonly record struct Scope(int Start, int End, TextSpan Head, int Parent, bool IsDeclaration);
