using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking.Joining;

/// <summary>
/// Puts the answers side by side as one file: what they import, and the namespace or package they share, once at the
/// top; then each answer's own code, a blank line between.
/// </summary>
/// <param name="parts">Every part of one document, in order; best split with <see cref="ChunkPacking.PerDeclaration"/>.</param>
/// <param name="answerLanguage">What the answers are written in.</param>
public sealed class PerDeclarationPlan(IReadOnlyList<SourceChunk> parts, Language answerLanguage) : JoinPlan(parts)
{
    private protected override Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        var lineEnd = AnswerLines.FindLineEnd(Parts.Select(part => part.Text));
        PieceAnswer[] ordered = [.. Parts.Select(part => answers[PieceId.OfPart(part.Part)])];
        DeclarationAnswer[] found = [.. ordered.Select(answer => DeclarationAnswer.Read(answer.Text, answerLanguage))];

        var result = new ResultText();
        foreach (var unit in DeclarationAnswer.Merge(found, answerLanguage))
            result.Append(unit.ReplaceLineEndings(lineEnd) + lineEnd);
        List<LineagePiece> pieces = [];
        for (var i = 0; i < Parts.Count; i++)
        {
            if (found[i].Body.Count > 0 && result.LastLines.Count > 0)
                result.Append(lineEnd);
            var lines = result.Append(string.Concat(found[i].Body.Select(line => line + lineEnd)));
            pieces.Add(DescribePart(Parts[i], ordered[i], lines));
        }

        var lineage = new ChunkLineage(Parts[0].Path, JoinStrategy.PerDeclaration, pieces);
        return Task.FromResult<JoinStep>(new JoinFinished(new JoinedAnswer(result.ToString(), lineage)));
    }
}
