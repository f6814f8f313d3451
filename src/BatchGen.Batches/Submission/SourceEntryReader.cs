using System.Runtime.CompilerServices;
using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Submission;

/// <summary>Reads source files and tables: one entry a file, a row, or a template with either.</summary>
internal sealed class SourceEntryReader(SubmissionRequest request, InputOptions limits, SubmissionOptions options) : IEntryReader
{
    private IReadOnlyList<InputEntry> _entries = [];

    public InputFormat Format => request.Format;

    public SourceEncoding Encoding { get; private set; }

    public long BytesRead { get; private set; }

    public int Lines { get; private set; }

    public int BlankLines => 0;

    public string Endpoint => EndpointUrl.Chat;

    public string? Model => null;

    public InputProblem? Fatal { get; private set; }

    public IReadOnlyList<SkippedFile> Skipped { get; private set; } = [];

    public IReadOnlyList<RenamedFile> Renamed { get; private set; } = [];

    public SourceEncoding? NameEncoding { get; private set; }

    public MatrixCount? Matrix { get; private set; }

    public async IAsyncEnumerable<InputEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ReadSourcesAsync(cancellationToken);
        if (Fatal is not null)
            yield break;

        foreach (var entry in _entries)
        {
            Lines++;
            yield return entry;
        }
    }

    private async Task ReadSourcesAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (request.Task is null && request.Templates.Count == 0 && Format != InputFormat.Csv)
                throw new TaskException("task_missing", "Source files say what to work on, not what to do: choose a task, or write a prompt template.");
            var inputs = await ReadInputsAsync(cancellationToken);
            var entries = request.Templates.Count == 0 ? inputs : new TemplateEntries(request.Templates, inputs).Expand();
            if (request.Templates.Count > 0)
                Matrix = new MatrixCount(request.Templates.Count, inputs.Count, (long)request.Templates.Count * inputs.Count);
            if ((Matrix?.Items ?? inputs.Count) > options.MaxItems)
                throw new InputException(
                    ProblemCodes.TooManyItems,
                    $"The input comes to more than {options.MaxItems:N0} items (Submission:MaxItems). Split it into several batches.");
            _entries = [.. entries];
        }
        catch (InputException problem)
        {
            Fatal = new InputProblem(null, problem.Code, problem.Sentence);
        }
        catch (TaskException problem)
        {
            Fatal = new InputProblem(null, problem.Code, problem.Sentence);
        }
    }

    private async Task<IReadOnlyList<InputEntry>> ReadInputsAsync(CancellationToken cancellationToken)
    {
        await using var input = new CountingStream(request.Input);
        try
        {
            return Format == InputFormat.Csv
                ? TableEntries.Of(await ReadTableAsync(input, cancellationToken))
                : EntriesOf(await ReadFilesAsync(input, cancellationToken));
        }
        finally
        {
            BytesRead += input.BytesRead;
        }
    }

    private async Task<CsvTable> ReadTableAsync(Stream input, CancellationToken cancellationToken)
    {
        var table = await CsvSource.ReadAsync(input, limits, cancellationToken);
        Encoding = table.Encoding;
        return table;
    }

    private Task<SourceSet> ReadFilesAsync(Stream input, CancellationToken cancellationToken) => Format == InputFormat.Zip
        ? ArchiveSources.ReadAsync(input, request.Ignore, limits, cancellationToken, request.NameEncoding)
        : SourceFiles.ReadAsync(request.Files, request.Ignore, limits, cancellationToken);

    private IReadOnlyList<InputEntry> EntriesOf(SourceSet set)
    {
        Skipped = set.Skipped;
        Renamed = set.Renamed;
        NameEncoding = set.NameEncoding;
        return request.Task is { } task && TaskCatalogue.Of(task.Kind).IsAboutRepositories ? [FileEntries.Repository(set)] : FileEntries.Of(set);
    }
}
