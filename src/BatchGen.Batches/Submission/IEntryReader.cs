using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Submission;

/// <summary>Reads one input to its end, whatever form it has. Any bytes whatever give entries or problems, never an exception.</summary>
internal interface IEntryReader
{
    /// <summary>As given, or as detected once the first entry was read.</summary>
    InputFormat Format { get; }

    /// <summary>How the text is encoded: judged once for the whole input; UTF-8 for files, which have each their own.</summary>
    SourceEncoding Encoding { get; }

    long BytesRead { get; }

    /// <summary>Of a text; files and rows for the other forms.</summary>
    int Lines { get; }

    int BlankLines { get; }

    /// <summary>The endpoint the requests are for.</summary>
    string Endpoint { get; }

    /// <summary>The model name that entries gave; null when none did.</summary>
    string? Model { get; }

    /// <summary>What ended the reading before the end of the input, or makes all of it unusable; null while all is well.</summary>
    InputProblem? Fatal { get; }

    /// <summary>Files of the input that become no item.</summary>
    IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>Files of the input that go by another path than it gave them.</summary>
    IReadOnlyList<RenamedFile> Renamed { get; }

    /// <summary>How names of an archive were read that do not say their encoding; null when there are none.</summary>
    SourceEncoding? NameEncoding { get; }

    /// <summary>Templates × inputs, known before the first entry is handed out; null without templates.</summary>
    MatrixCount? Matrix { get; }

    IAsyncEnumerable<InputEntry> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What a line of the input turned out to be.</summary>
/// <param name="CustomId">As the line gave it; null when it gave none, or none that could be read, until <see cref="CustomIds"/> has named it.</param>
internal abstract record InputEntry(int Line, string? CustomId)
{
    /// <summary>0-based place among the entries; set when it is named.</summary>
    public int Ordinal { get; init; }
}

/// <summary>A request that can run, as far as its line tells.</summary>
/// <param name="ModelPath">Of the model that runs it; null is the batch's own.</param>
internal sealed record GoodEntry(int Line, string? CustomId, ItemRequest Request, string? ModelPath = null) : InputEntry(Line, CustomId);

/// <summary>A line that is no request.</summary>
internal sealed record BadEntry(int Line, string? CustomId, InputProblem Problem) : InputEntry(Line, CustomId);

/// <summary>Gives every entry of an input its own custom_id: the line's, or one made from its number.</summary>
internal sealed class CustomIds
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>The entry under its own custom_id, or a bad one in its place when an earlier line has the same.</summary>
    public InputEntry Name(InputEntry entry)
    {
        if (entry.CustomId is null)
            return entry with { CustomId = MakeUp(entry.Line) };
        if (_lines.TryAdd(entry.CustomId, entry.Line))
            return entry;

        var problem = entry is BadEntry bad ? bad.Problem : Duplicate(entry.CustomId, entry.Line);
        return new BadEntry(entry.Line, MakeUp(entry.Line), problem);
    }

    private InputProblem Duplicate(string customId, int line) => new(
        line,
        ProblemCodes.DuplicateCustomId,
        $"The custom_id \"{customId}\" of line {line} is already that of line {_lines[customId]}. Results are matched by it, so each must be unique.",
        "custom_id");

    private string MakeUp(int line)
    {
        var name = $"item-{line}";
        for (var attempt = 2; !_lines.TryAdd(name, line); attempt++)
            name = $"item-{line}-{attempt}";
        return name;
    }
}
