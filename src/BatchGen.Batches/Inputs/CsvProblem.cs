using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Inputs;

/// <summary>One row that cannot be used; the others can.</summary>
/// <param name="RowNumber">1-based, as in <see cref="CsvRow.Number"/>.</param>
/// <param name="LineNumber">1-based line of the file where the row starts.</param>
/// <param name="Code">Stable: csv_field_count or csv_malformed_row.</param>
/// <param name="Sentence">A sentence that names the row.</param>
public sealed record CsvProblem(int RowNumber, long LineNumber, string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
