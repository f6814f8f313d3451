namespace BatchGen.Batches.Inputs;

/// <param name="Number">1-based, the header and empty lines not counted.</param>
/// <param name="LineNumber">1-based line of the file where the row starts; a quoted cell may hold line breaks.</param>
/// <param name="Cells">As many as the table has columns.</param>
public sealed record CsvRow(int Number, long LineNumber, IReadOnlyList<string> Cells);
