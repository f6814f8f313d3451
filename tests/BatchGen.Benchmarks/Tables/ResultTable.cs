namespace BatchGen.Benchmarks.Tables;

/// <summary>Figures as a Markdown table, ready for BENCHMARKS.md.</summary>
internal sealed record ResultTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public void Print(TextWriter writer)
    {
        writer.WriteLine($"### {Title}");
        writer.WriteLine();
        writer.WriteLine($"| {string.Join(" | ", Columns)} |");
        writer.WriteLine($"|{string.Concat(Columns.Select(_ => "---|"))}");
        foreach (var row in Rows)
            writer.WriteLine($"| {string.Join(" | ", row)} |");
        writer.WriteLine();
    }
}
