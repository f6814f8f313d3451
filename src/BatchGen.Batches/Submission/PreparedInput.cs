using BatchGen.Batches.LongInputs;
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

    /// <summary>The models that run its items, in the order in which they are first named; the batch's own when there are no items.</summary>
    public required IReadOnlyList<PreparedModel> Models { get; init; }

    public string ModelPath => Models[0].Path;

    /// <summary>What lines name that is not their model's own name, the most frequent of them.</summary>
    public IReadOnlyList<ModelUse> Named { get; init; } = [];

    public int TotalNamed { get; init; }

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

    /// <summary>A model's context limit in the batch, raised where its longest item needs that; null is the engine's standard.</summary>
    public int? ContextLimitFor(SubmissionRequest request, int modelIndex) => Models[modelIndex].RaisedTokens is > 0 and var raised
        ? Math.Max(request.ContextLimitTokens ?? 0, raised)
        : request.ContextLimitTokens;

    public bool MayBeStored(OnBadLines onBadLines) => IsUsable && onBadLines switch
    {
        OnBadLines.Accept => true,
        OnBadLines.RefuseMalformed => Problems.Malformed == 0,
        OnBadLines.Refuse => Problems.Total == 0,
    };

    public void Dispose() => Items.Dispose();
}

/// <summary>One of an input's models.</summary>
/// <param name="RaisedTokens">Prompt and answer of its longest item that only a raised limit takes; 0 without one.</param>
/// <param name="Generations">Answers to come: one an item, and one a part of those that are cut.</param>
internal sealed record PreparedModel(string Path, int GoodItems, long PromptTokens, long Generations, int RaisedTokens);

/// <summary>An item ready to be stored.</summary>
/// <param name="RequestJson">Canonical JSON; empty for a line that never became a request.</param>
/// <param name="Problem">Why it cannot run; null for a good one.</param>
/// <param name="Path">Of the file it came from; null when from none.</param>
/// <param name="Parts">Parts its input is cut into; 0 when it goes to the model whole.</param>
/// <param name="CutsJson">Where it is cut; null when whole.</param>
internal sealed record PreparedItem(
    int Line,
    string CustomId,
    string RequestJson,
    int PromptTokens,
    InputProblem? Problem,
    string? Path = null,
    int Parts = 0,
    string? CutsJson = null)
{
    /// <summary>0-based place in the input: models are counted one after the other, so items need not come in their order.</summary>
    public int Ordinal { get; init; }

    /// <summary>Of <see cref="PreparedInput.Models"/>.</summary>
    public int ModelIndex { get; init; }

    public PreparedItem With(Division division) => division.Cuts.Count == 0
        ? this
        : this with { Parts = division.Cuts.Count, CutsJson = StoredJson.Write(division.Cuts) };
}
