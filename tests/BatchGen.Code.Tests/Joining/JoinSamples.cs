using BatchGen.Code.Joining;
using BatchGen.Code.Languages;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Joining;

/// <summary>Parts and answers for the plans.</summary>
internal static class JoinSamples
{
    /// <summary>The parts of a text cut where told, each with a header as the splitter writes it.</summary>
    public static IReadOnlyList<SourceChunk> Cut(string path, ChunkHeader header, params string[] texts)
    {
        var language = Language.SyntaxOfFile(path);
        List<SourceChunk> parts = [];
        var start = 0;
        foreach (var text in texts)
        {
            var end = start + text.Length;
            var rank = parts.Count == 0 || parts[^1].Text.EndsWith('\n') ? BoundaryRank.Member : BoundaryRank.Hard;
            var line = 1 + string.Concat(texts)[..start].Count(c => c == '\n');
            var lastLine = line + text.TrimEnd('\n').Count(c => c == '\n');
            parts.Add(new SourceChunk(
                path, language, parts.Count + 1, texts.Length, new SourceRange(start, end, line, lastLine), rank,
                parts.Count == 0 ? ChunkHeader.None : header, text, text.Length));
            start = end;
        }

        return parts;
    }

    public static Dictionary<PieceId, PieceAnswer> Answer(params string[] texts) =>
        texts.Select((text, i) => new PieceAnswer(PieceId.OfPart(i + 1), text, text.Length)).ToDictionary(answer => answer.Id);

    public static async Task<JoinedAnswer> FinishAsync(JoinPlan plan, IReadOnlyDictionary<PieceId, PieceAnswer> answers) =>
        Assert.IsType<JoinFinished>(await plan.GetNextAsync(answers)).Answer;
}
