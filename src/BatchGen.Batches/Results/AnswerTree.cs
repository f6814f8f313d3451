using BatchGen.Batches.Answers.Edits;
using BatchGen.Batches.Answers.Exports;
using BatchGen.Batches.Inputs;
using BatchGen.Batches.Tasks;

namespace BatchGen.Batches.Results;

/// <summary>
/// Answers as files of a ZIP at their inputs' paths, or at those a repository edit names. Items without an answer are
/// listed in <see cref="ErrorsName"/>.
/// </summary>
internal sealed class AnswerTree(Stream stream, DateTimeOffset writtenAt) : IAsyncDisposable
{
    private const string ErrorsName = "errors.jsonl";
    private readonly AnswerZipWriter _zip = new(stream, writtenAt);
    private readonly MemoryStream _errors = new();

    public async Task AddAsync(ExportRow row, CancellationToken cancellationToken)
    {
        var answer = row.ToAnswer();
        if (answer.Answer is null)
        {
            await using var errors = new JsonLinesAnswerWriter(_errors);
            await errors.WriteAsync(answer, cancellationToken);
        }
        else if (row.Expected.Expected == AnswerKind.Files)
        {
            await AddEditAsync(row, answer, cancellationToken);
        }
        else
        {
            var encoding = row.Request.Material?.Encoding ?? SourceEncoding.Utf8;
            await _zip.AddAsync(PathOf(row, answer), answer.Code ?? answer.Answer, encoding, cancellationToken);
        }
    }

    /// <summary>Call once, last.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_errors.Length > 0)
            await _zip.AddAsync(SafePath.Derived(ErrorsName), System.Text.Encoding.UTF8.GetString(_errors.ToArray()), SourceEncoding.Utf8, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _errors.DisposeAsync();
    }

    private async Task AddEditAsync(ExportRow row, AnswerRow answer, CancellationToken cancellationToken)
    {
        // Every path of the edit is safe; an answer that names no file is kept as words.
        var edit = RepositoryEditParser.Parse(answer.Answer!);
        foreach (var file in edit.Files)
            await _zip.AddAsync(file.Path, file.Content, SourceEncoding.Utf8, cancellationToken);
        if (edit.Files.Count == 0)
            await _zip.AddAsync(SafePath.Derived(NameOf(row) + ".md"), answer.Answer!, SourceEncoding.Utf8, cancellationToken);
    }

    private static SafePath PathOf(ExportRow row, AnswerRow answer)
    {
        if (row.Item.Path is null || !SafePath.TryParse(row.Item.Path, out var path, out _))
            return SafePath.Derived($"{NameOf(row)}{ExtensionOf(answer)}");
        // Words never go over code: where the code that was asked for is missing, the answer stands beside its file.
        var isMissingCode = row.Expected.Expected == AnswerKind.Code && answer.Code is null;
        return row.Expected.Preset is null || isMissingCode
            ? SafePath.Derived(path.Value + ".md")
            : AnswerPath.Of(row.Expected.Preset, path, row.Request.Material?.TargetLanguage ?? row.Settings.Task?.Options.TargetLanguage);
    }

    private static string ExtensionOf(AnswerRow answer) =>
        answer.Code is not null && answer.Language is not null && CodeLanguages.Find(answer.Language) is { } language ? $".{language.Extensions[0]}" : ".md";

    /// <summary>An id may hold anything; a name only what every file system takes.</summary>
    private static string NameOf(ExportRow row)
    {
        var name = string.Concat(row.Item.CustomId.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
        return name.Length <= 100 ? name : name[..100];
    }
}
