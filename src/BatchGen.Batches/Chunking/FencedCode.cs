using System.Text;
using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking;

/// <summary>Code blocks between fences, as CommonMark reads them: a fence is closed by as many marks or more, of the same kind.</summary>
public static class FencedCode
{
    private const int ShortestFence = 3;

    public static IReadOnlyList<FencedBlock> Find(string answer)
    {
        List<FencedBlock> blocks = [];
        for (var at = 0; at < answer.Length;)
        {
            var line = ReadLine(answer, at);
            at = line.Next;
            if (FindOpening(answer[line.Start..line.End]) is { } opening)
                at = ReadBlock(answer, at, opening, blocks);
        }

        return blocks;
    }

    /// <summary>
    /// The block that is the answer in this language: of those fenced in it the longest; else of those without a name;
    /// else of all. Null without any block.
    /// </summary>
    public static FencedBlock? Choose(string answer, Language language)
    {
        var blocks = Find(answer);
        return Longest(blocks.Where(block => Languages.FindByFence(block.Info) == language))
            ?? Longest(blocks.Where(block => block.Info.Length == 0))
            ?? Longest(blocks);
    }

    private static FencedBlock? Longest(IEnumerable<FencedBlock> blocks) => blocks.MaxBy(block => block.Text.Length);

    private static int ReadBlock(string answer, int at, Opening opening, List<FencedBlock> blocks)
    {
        var text = new StringBuilder();
        while (at < answer.Length)
        {
            var line = ReadLine(answer, at);
            at = line.Next;
            if (Closes(answer.AsSpan(line.Start, line.End - line.Start), opening))
            {
                blocks.Add(new FencedBlock(opening.Info, text.ToString(), IsClosed: true));
                return at;
            }

            var start = line.Start;
            while (start < line.End && start - line.Start < opening.Indent && answer[start] == ' ')
                start++;
            text.Append(answer, start, line.Next - start);
        }

        blocks.Add(new FencedBlock(opening.Info, text.ToString(), IsClosed: false));
        return at;
    }

    private static Opening? FindOpening(string line)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        var marks = CountMarks(line.AsSpan(indent));
        if (marks < ShortestFence)
            return null;
        var info = line[(indent + marks)..].Trim();
        // The first word names the language; a title or options may follow.
        return line[indent] == '`' && info.Contains('`')
            ? null
            : new Opening(line[indent], marks, indent, info.Split([' ', '{', ','], 2)[0]);
    }

    private static bool Closes(ReadOnlySpan<char> line, Opening opening)
    {
        var trimmed = line.Trim();
        return trimmed.Length >= opening.Length && trimmed.IndexOfAnyExcept(opening.Mark) < 0;
    }

    private static int CountMarks(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~'))
            return 0;
        var other = line.IndexOfAnyExcept(line[0]);
        return other < 0 ? line.Length : other;
    }

    private static Line ReadLine(string text, int start)
    {
        var end = LineEnds.FindNext(text, start);
        return new Line(start, end, end < text.Length ? LineEnds.Skip(text, end) : end);
    }

    private readonly record struct Line(int Start, int End, int Next);

    private sealed record Opening(char Mark, int Length, int Indent, string Info);
}
