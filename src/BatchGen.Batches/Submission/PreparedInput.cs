using BatchGen.Batches.Requests;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Submission;

/// <summary>An input that was read to its end, and what became of it. Dispose to let go of its items.</summary>
/// <param name="IsUsable">False when nothing of it may be stored, whatever was said about bad lines.</param>
internal sealed record PreparedInput(
    ItemSpool Items,
    InputSummary Summary,
    string Endpoint,
    ProblemList Problems,
    InputFindings Findings,
    bool IsUsable) : IDisposable
{
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    public IReadOnlyList<RenamedFile> Renamed { get; init; } = [];

    public MatrixCount? Matrix { get; init; }

    /// <summary>What lines name that is not the model's own name, the most frequent of them.</summary>
    public IReadOnlyList<ModelUse> Models { get; init; } = [];

    public int TotalModels { get; init; }

    public int RefusedModelLines { get; init; }

    /// <summary>What is kept with the batch of files that were left out or renamed; null when there are none.</summary>
    public IReadOnlyList<FileNote>? Notes => Skipped.Count + Renamed.Count == 0
        ? null
        :
        [
            .. Renamed.Select(file => new FileNote(file.Path.Value, file.Original, file.Message))
                .Concat(Skipped.Select(file => new FileNote(file.Path.Value, null, file.Message)))
                .Take(FileNote.MostKept),
        ];

    /// <summary>The batch's context limit, raised where its longest item needs that; null is the engine's standard.</summary>
    public int? ContextLimitFor(SubmissionRequest request) =>
        Findings.RaisedTokens > 0 ? Math.Max(request.ContextLimitTokens ?? 0, Findings.RaisedTokens) : request.ContextLimitTokens;

    public bool MayBeStored(OnBadLines onBadLines) => IsUsable && onBadLines switch
    {
        OnBadLines.Accept => true,
        OnBadLines.RefuseMalformed => Problems.Malformed == 0,
        _ => Problems.Total == 0,
    };

    public void Dispose() => Items.Dispose();
}

/// <summary>An item ready to be stored.</summary>
/// <param name="RequestJson">Canonical JSON; empty for a line that never became a request.</param>
/// <param name="Problem">Why it cannot run; null for a good one.</param>
/// <param name="Path">Of the file it came from; null when from none.</param>
/// <param name="Parts">Parts its input is cut into; 0 when it goes to the model whole.</param>
/// <param name="PartTokens">The budget of one part; null when whole.</param>
internal sealed record PreparedItem(
    int Line,
    string CustomId,
    string RequestJson,
    int PromptTokens,
    InputProblem? Problem,
    string? Path = null,
    int Parts = 0,
    int? PartTokens = null);
