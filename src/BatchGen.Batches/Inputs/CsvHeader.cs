using System.Buffers;
using CsvHelper;

namespace BatchGen.Batches.Inputs;

/// <summary>The first row: names that templates can use.</summary>
internal static class CsvHeader
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t|");

    /// <summary>
    /// A first line without any separator is the header of a one-column file, whose rows may hold commas freely:
    /// a list of prompts is the commonest one.
    /// </summary>
    public static bool NamesOneColumn(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart("\r\n");
        int end = start.IndexOfAny('\r', '\n');
        return !(end < 0 ? start : start[..end]).ContainsAny(Separators);
    }

    /// <exception cref="InputException">csv_empty, csv_column_unnamed, csv_column_name_invalid or csv_column_duplicate.</exception>
    public static string[] Read(CsvReader reader)
    {
        reader.ReadHeader();
        string[] columns = [.. reader.Headers.Select(name => name.Trim())];
        if (columns.Length == 0)
            throw new InputException("csv_empty", "The CSV file is empty; its first row must name the columns.");
        for (int at = 0; at < columns.Length; at++)
            ThrowIfUnusable(columns, at);
        return columns;
    }

    private static void ThrowIfUnusable(string[] columns, int at)
    {
        string name = columns[at];
        if (name.Length == 0)
            throw new InputException("csv_column_unnamed", $"Column {at + 1} of the CSV file has no name; the first row must name every column.");
        if (name.Any(character => character is '{' or '}' || char.IsControl(character)))
            throw new InputException("csv_column_name_invalid", $"Column {at + 1} of the CSV file is called \"{PathRules.Shown(name)}\"; a name may hold no braces and no line breaks. Does the file have a header row?");
        int first = Array.FindIndex(columns, other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
        if (first < at)
            throw new InputException("csv_column_duplicate", $"Columns {first + 1} and {at + 1} of the CSV file are both called \"{name}\"; rename one of them. Does the file have a header row?");
    }
}
