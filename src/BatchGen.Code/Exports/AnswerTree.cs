using BatchGen.Code.Answers;
using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Exports;

/// <summary>
/// Answers as files of a ZIP at their inputs' paths, or at those a repository edit names. Items without an answer are
/// listed in <see cref="ErrorsName"/>, files of the input that were left out or renamed in <see cref="NotesName"/>.
/// </summary>
internal sealed class AnswerTree(Stream stream, ExportedBatch batch) : IAnswerWriter
{
    private const string ErrorsName = "errors.jsonl";
    private const string NotesName = "left-out.jsonl";

    private static readonly System.Text.Json.JsonSerializerOptions NoteJson = new(System.Text.Json.JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly AnswerZipWriter _zip = new(stream, batch.WrittenAt);
    private readonly MemoryStream _errors = new();

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Answer is null)
        {
            await using var errors = new JsonLinesAnswerWriter(_errors);
            await errors.WriteAsync(row, cancellationToken);
        }
        else if (row.Preset?.Answer == AnswerKind.Files)
        {
            await AddEditAsync(row, cancellationToken);
        }
        else
        {
            await _zip.AddAsync(PathOf(row), row.Code ?? row.Answer, row.Encoding, cancellationToken);
        }
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_errors.Length > 0)
            await _zip.AddAsync(SafePath.Derived(ErrorsName), System.Text.Encoding.UTF8.GetString(_errors.ToArray()), SourceEncoding.Utf8, cancellationToken);
        if (batch.Notes.Count > 0)
            await _zip.AddAsync(
                SafePath.Derived(NotesName),
                string.Concat(batch.Notes.Select(note => System.Text.Json.JsonSerializer.Serialize(note, NoteJson) + "\n")),
                SourceEncoding.Utf8,
                cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _errors.DisposeAsync();
    }

    private async Task AddEditAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        // Every path of the edit is safe; an answer that names no file is kept as words.
        var edit = RepositoryEditParser.Parse(row.Answer!);
        foreach (var file in edit.Files)
            await _zip.AddAsync(file.Path, file.Content, SourceEncoding.Utf8, cancellationToken);
        if (edit.Files.Count == 0)
            await _zip.AddAsync(SafePath.Derived(NameOf(row) + ".md"), row.Answer!, SourceEncoding.Utf8, cancellationToken);
    }

    private static SafePath PathOf(AnswerRow row)
    {
        if (row.Path is null || !SafePath.TryParse(row.Path, out var path, out _))
            return SafePath.Derived($"{NameOf(row)}{ExtensionOf(row)}");
        // Words never go over code: where the code that was asked for is missing, the answer stands beside its file.
        var isMissingCode = row.Preset?.Answer == AnswerKind.Code && row.Code is null;
        return row.Preset is null || isMissingCode
            ? SafePath.Derived(path.Value + ".md")
            : AnswerPath.Of(row.Preset, path, row.TargetLanguage);
    }

    private static string ExtensionOf(AnswerRow row) =>
        row.Code is not null && row.Language is not null && Language.Find(row.Language) is { } language ? $".{language.Extensions[0]}" : ".md";

    /// <summary>An id may hold anything; a name only what every file system takes.</summary>
    private static string NameOf(AnswerRow row)
    {
        var name = string.Concat(row.CustomId.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
        return name.Length <= 100 ? name : name[..100];
    }
}
