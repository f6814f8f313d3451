using BatchGen.Code.Answers;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class FileDiffTests
{
    private static readonly Gen<string> File = Gen.OneOf("a\n", "b\n", "c d\n", "c e\n", "\n", "x = 1;\r\n").Array[0, 20].Select(string.Concat);

    [Fact]
    public void Between_MarksChangedWords_AndNumbersBothSides()
    {
        var diff = Diff("one\ntwo words\nthree\n", "zero\none\ntwo more words\nthree\n");

        Assert.Equal(
            [" |+1 zero", "1 one|2 one", "~2 two words|~3 two more words", "3 three|4 three", "4 |5 "],
            diff.Rows.Select(row => $"{Shown(row.Before)}|{Shown(row.After)}"));
        Assert.Equal(2, diff.AddedLines);
        Assert.Equal(1, diff.RemovedLines);
        Assert.Contains(diff.Rows[2].After.Spans, span => span.Kind == DiffKind.Added && span.Text.Contains("more", StringComparison.Ordinal));
    }

    [Fact]
    public void Between_ShowsBothSidesWhole_WhateverTheyAre() =>
        Gen.Select(File, File).Sample((before, after) =>
        {
            var diff = Diff(before, after);
            return Lines(before).SequenceEqual(Text(diff.Rows.Select(row => row.Before)))
                && Lines(after).SequenceEqual(Text(diff.Rows.Select(row => row.After)));
        });

    [Fact]
    public void Between_FindsNoChange_InAFileAndItself() =>
        File.Sample(file => Diff(file, file).Rows.All(row => row.IsSame) && UnifiedDiff.Of(Diff(file, file), 3).Hunks.Count == 0);

    [Fact]
    public void Between_Declines_WhenTheFilesAreTooLong() =>
        Assert.Null(FileDiff.Between(string.Concat(Enumerable.Repeat("x\n", FileDiff.MaxLines)), "x\n"));

    [Fact]
    public void Of_FoldsUnchangedStretches()
    {
        var before = string.Concat(Enumerable.Range(1, 30).Select(n => $"line {n}\n"));
        var after = before.Replace("line 5\n", "five\n", StringComparison.Ordinal).Replace("line 8\n", "", StringComparison.Ordinal).Replace(
            "line 25\n", "line 25\nnew\n", StringComparison.Ordinal);

        var unified = UnifiedDiff.Of(Diff(before, after), 1);

        Assert.Equal(
            ["3: 4 line 4,-5 line 5,+5 five, 6 line 6, 7 line 7,-8 line 8, 9 line 9", "15: 25 line 25,+25 new, 26 line 26"],
            unified.Hunks.Select(hunk => $"{hunk.SkippedLines}:{string.Join(',', hunk.Lines.Select(Shown))}"));
    }

    [Fact]
    public void Of_ShowsEveryChangedLineOnce_AndSkipsTheRest() =>
        Gen.Select(File, File, Gen.Int[0, 3]).Sample((before, after, context) =>
        {
            var diff = Diff(before, after);
            var unified = UnifiedDiff.Of(diff, context);
            UnifiedLine[] lines = [.. unified.Hunks.SelectMany(hunk => hunk.Lines)];
            var skipped = unified.Hunks.Sum(hunk => hunk.SkippedLines) + unified.SkippedAtEnd;
            return lines.Count(line => line.Kind == DiffKind.Added) == diff.AddedLines
                && lines.Count(line => line.Kind == DiffKind.Removed) == diff.RemovedLines
                && lines.Count(line => line.Kind == DiffKind.Same) + skipped == diff.Rows.Count(row => row.IsSame);
        });

    private static FileDiff Diff(string before, string after)
    {
        var diff = FileDiff.Between(before, after);
        Assert.NotNull(diff);
        return diff;
    }

    private static string[] Lines(string file) => file.Length == 0 ? [] : file.ReplaceLineEndings("\n").Split('\n');

    private static IEnumerable<string> Text(IEnumerable<DiffCell> cells) => cells.Where(cell => cell.Kind != DiffKind.Missing).Select(cell => cell.Text);

    private static string Shown(DiffCell cell) => $"{Mark(cell.Kind)}{cell.LineNumber} {cell.Text}";

    private static string Shown(UnifiedLine line) =>
        $"{(line.Kind == DiffKind.Same ? " " : Mark(line.Kind))}{line.BeforeNumber ?? line.AfterNumber} {string.Concat(line.Spans.Select(span => span.Text))}";

    private static string Mark(DiffKind kind) => kind switch
    {
        DiffKind.Added => "+",
        DiffKind.Removed => "-",
        DiffKind.Changed => "~",
        _ => "",
    };
}
