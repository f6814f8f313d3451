namespace BatchGen.Batches.Inputs;

/// <summary>A CSV file as input: each column a template variable, each row an item.</summary>
/// <param name="Columns">Names from the header, trimmed; distinct without regard to case.</param>
/// <param name="Separator">As found in the file: comma, semicolon, tab or bar; null when it has one column.</param>
/// <param name="Problems">Rows left out of <paramref name="Rows"/>, in the file's order.</param>
public sealed record CsvTable(
    IReadOnlyList<string> Columns,
    char? Separator,
    IReadOnlyList<CsvRow> Rows,
    IReadOnlyList<CsvProblem> Problems);
