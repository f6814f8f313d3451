using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Puts the answers one after another, each freed of what the model repeated.</summary>
/// <param name="parts">Every part of one document, in order.</param>
/// <param name="answerLanguage">What the answers are written in: the input's language, or the one it is translated to.</param>
public sealed class ConcatenatePlan(IReadOnlyList<SourceChunk> parts, Language answerLanguage) : JoinPlan(parts)
{
    private protected override Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        var lineEnd = AnswerLines.FindLineEnd(Parts.Select(part => part.Text));
        var result = new ResultText();
        List<LineagePiece> pieces = [];
        foreach (var part in Parts)
        {
            var answer = answers[PieceId.OfPart(part.Part)];
            var cleaned = new PartAnswer(part, answerLanguage, lineEnd).Clean(answer.Text, result.LastLines);
            pieces.Add(DescribePart(part, answer, result.Append(cleaned)));
        }

        var lineage = new ChunkLineage(Parts[0].Path, JoinStrategy.Concatenate, pieces);
        return Task.FromResult<JoinStep>(new JoinFinished(new JoinedAnswer(result.ToString(), lineage)));
    }
}
