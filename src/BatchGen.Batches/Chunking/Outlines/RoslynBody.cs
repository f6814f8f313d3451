using Microsoft.CodeAnalysis;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>The tokens around a body; none where the body ends with the file.</summary>
internal readonly record struct RoslynBody(SyntaxToken Open, SyntaxToken Close);
