using BatchGen.Batches.Answers.Edits;
using BatchGen.Batches.Answers.Extraction;

namespace BatchGen.Batches.Answers.Quality;

/// <summary>What an answer holds and what is wrong with it.</summary>
/// <param name="Flags">Empty when nothing is wrong; at most one of a kind, except a syntax error for each file.</param>
/// <param name="Syntax">One report for each piece of code; none when the answer is cut or degenerate.</param>
/// <param name="Code">For tasks whose answer is code or free; null without any.</param>
/// <param name="Edit">For repository edits only.</param>
public sealed record QualityReport(
    IReadOnlyList<QualityFlag> Flags,
    IReadOnlyList<SyntaxReport> Syntax,
    ExtractedCode? Code,
    RepositoryEdit? Edit);
