using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Submission;

/// <summary>Source files as entries.</summary>
internal static class FileEntries
{
    public static IReadOnlyList<InputEntry> Of(SourceSet set) => [.. set.Files.Select((file, index) => Of(file, index + 1))];

    /// <summary>A task about a repository asks once about all of it.</summary>
    public static InputEntry Repository(SourceSet set) => new GoodEntry(1, "repository", new ItemRequest
    {
        Material = new TaskMaterial { Files = [.. set.Files.Select(file => new CodeReference(file.Path.Value, file.Text))] },
    });

    private static GoodEntry Of(SourceInput file, int number) => new(number, IdOf(file.Path), new ItemRequest
    {
        Material = new TaskMaterial
        {
            Text = file.Text,
            Path = file.Path.Value,
            Language = file.Language,
            Encoding = file.Encoding == SourceEncoding.Utf8 ? null : file.Encoding,
        },
    });

    /// <summary>A path may be longer than an id; then one is made from the file's number.</summary>
    private static string? IdOf(SafePath path) => path.Value.Length <= BatchItem.MaxCustomIdLength ? path.Value : null;
}

/// <summary>A table's rows as entries. A column called custom_id names the items; one called file, code, prompt or text is what tasks work on.</summary>
internal static class TableEntries
{
    private const string CustomId = "custom_id";
    private static readonly string[] TextColumns = ["file", "code", "prompt", "text"];

    public static IReadOnlyList<InputEntry> Of(CsvTable table)
    {
        var text = TextColumn(table.Columns);
        return
        [
            .. table.Rows.Select(row => Of(table.Columns, row, text))
                .Concat<InputEntry>(table.Problems.Select(Of))
                .OrderBy(entry => entry.Line),
        ];
    }

    private static GoodEntry Of(IReadOnlyList<string> columns, CsvRow row, string? text)
    {
        KeyValuePair<string, string>[] cells = [.. columns.Zip(row.Cells, KeyValuePair.Create)];
        return new GoodEntry((int)row.LineNumber, IdOf(cells) ?? $"row-{row.Number}", new ItemRequest
        {
            Material = new TaskMaterial { Text = cells.FirstOrDefault(cell => cell.Key == text).Value, Columns = cells },
        });
    }

    private static BadEntry Of(CsvProblem problem) =>
        new((int)problem.LineNumber, null, new InputProblem((int)problem.LineNumber, problem.Code, problem.Sentence));

    /// <summary>A table of one column holds nothing else.</summary>
    private static string? TextColumn(IReadOnlyList<string> columns) => columns.Count == 1
        ? columns[0]
        : TextColumns.Select(name => columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(column => column is not null);

    private static string? IdOf(KeyValuePair<string, string>[] cells) =>
        cells.FirstOrDefault(cell => cell.Key.Equals(CustomId, StringComparison.OrdinalIgnoreCase))
            .Value is { Length: > 0 and <= BatchItem.MaxCustomIdLength } id && !id.Any(char.IsControl)
            ? id
            : null;
}
