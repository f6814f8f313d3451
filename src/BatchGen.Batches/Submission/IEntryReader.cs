using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Submission;

/// <summary>Reads one input to its end, whatever form it has. Any bytes whatever give entries or problems, never an exception.</summary>
internal interface IEntryReader
{
    /// <summary>As given, or as detected once the first entry was read.</summary>
    InputFormat Format { get; }

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

    /// <summary>Templates × inputs, known before the first entry is handed out; null without templates.</summary>
    MatrixCount? Matrix { get; }

    IAsyncEnumerable<InputEntry> ReadAsync(CancellationToken cancellationToken);
}
