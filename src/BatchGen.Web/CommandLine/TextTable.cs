using System.Text;
using BatchGen.Web.Remote;
using Spectre.Console;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// A plain table: a head, a line a row, two blanks between columns. In a terminal the last column is cut at its edge; in a pipe nothing is,
/// and no line is ever broken, so that tools that go by lines can read it. (The library's own table breaks cells over lines.)
/// </summary>
/// <param name="width">Of the terminal; null in a pipe.</param>
internal sealed class TextTable(int? width, params IReadOnlyList<string> heads)
{
    private const string Gap = "  ";
    private const int LeastOfLast = 8;

    private readonly List<IReadOnlyList<string>> _rows = [[.. heads.Select(head => head.ToUpperInvariant())]];

    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(PlainText.Of)]);

    public override string ToString()
    {
        var widths = heads.Select((_, column) => _rows.Max(row => WidthOf(row[column]))).ToList();
        var before = widths.SkipLast(1).Sum(each => each + Gap.Length);
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column < heads.Count - 1 ? Padded(cell, widths[column]) : Cut(cell, width - before));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append(Environment.NewLine);
        }

        return text.ToString();
    }

    /// <summary>In cells of a terminal: a Chinese character takes two.</summary>
    private static int WidthOf(string text) => text.GetCellWidth();

    private static string Padded(string cell, int width) => cell + new string(' ', width - WidthOf(cell));

    private static string Cut(string cell, int? room)
    {
        var most = Math.Max(room ?? int.MaxValue, LeastOfLast);
        if (WidthOf(cell) <= most)
            return cell;
        var kept = cell.Length;
        while (WidthOf(cell[..kept]) >= most || char.IsHighSurrogate(cell[kept - 1]))
            kept--;
        return cell[..kept] + "…";
    }
}

/// <summary>What is known of one thing, a line a fact; what is empty is left out.</summary>
internal sealed class TextFacts
{
    private readonly List<(string Name, string Value)> _facts = [];

    public TextFacts Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _facts.Add((name, PlainText.Of(value)));
        return this;
    }

    public override string ToString()
    {
        var width = _facts.Max(fact => fact.Name.Length);
        return string.Concat(_facts.Select(fact => $"{fact.Name.PadRight(width)}  {fact.Value}{Environment.NewLine}"));
    }
}
