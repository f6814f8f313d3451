using BatchGen.Batches.LongInputs;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Submission;

/// <summary>Holds one counted prompt against the context limit: it fits, it is cut, the limit is raised, or it is rejected.</summary>
/// <param name="limitTokens">As the batch asks for.</param>
/// <param name="modelIndex">Of the model among those of the input.</param>
internal sealed class ItemJudge(
    OnOverLimit onOverLimit, int limitTokens, EngineModel model, BatchSettings settings, TokenCounter tokens, InputFindings findings, int modelIndex)
{
    private readonly InputDivider _divider = new(tokens, settings, model, limitTokens);

    // Raised as far as the model was trained for: the engine loads anew for a batch that asks for more than it has.
    private readonly int _mostTokens = model.Info.TrainedContextTokens > 0 ? model.Info.TrainedContextTokens : model.ContextLimitTokens;

    /// <param name="good">Under its own custom_id.</param>
    public async Task<PreparedItem> JudgeAsync(GoodEntry good, int promptTokens, CancellationToken cancellationToken)
    {
        var item = new PreparedItem(good.Line, good.CustomId!, StoredJson.Write(good.Request), promptTokens, Problem: null, good.Request.Material?.Path)
        {
            Ordinal = good.Ordinal,
            ModelIndex = modelIndex,
        };
        // The answer needs at least one token of room.
        var fits = promptTokens < limitTokens;
        if (onOverLimit == OnOverLimit.Split)
            return await DivideAsync(item, good.Request, fits, cancellationToken);
        if (fits)
            return item;

        var judged = onOverLimit == OnOverLimit.Raise && promptTokens < _mostTokens ? Raise(item, good.Request) : Reject(item, good.Request);
        findings.AddOverLimit(judged);
        return judged;
    }

    private async Task<PreparedItem> DivideAsync(PreparedItem item, ItemRequest request, bool fits, CancellationToken cancellationToken)
    {
        var division = await _divider.DivideAsync(request, item.PromptTokens, cancellationToken);
        var judged = division is null ? Reject(item, request) : item.With(division);
        if (!fits || judged.Parts > 0)
            findings.AddOverLimit(judged);
        return judged;
    }

    private PreparedItem Raise(PreparedItem item, ItemRequest request)
    {
        findings.Of(modelIndex).Raise(Math.Min(_mostTokens, item.PromptTokens + (request.MaxTokens ?? settings.MaxTokens ?? model.DefaultMaxTokens)));
        return item;
    }

    private PreparedItem Reject(PreparedItem item, ItemRequest request)
    {
        var most = onOverLimit == OnOverLimit.Raise ? _mostTokens : limitTokens;
        return item with
        {
            Problem = new InputProblem(
                item.Line,
                ProblemCodes.ContextLengthExceeded,
                // In the engine's own words, which whoever waits for an answer is told.
                $"The prompt has {item.PromptTokens} tokens, and prompt and answer together may have {most}: shorten the prompt to {Math.Max(most - 1, 0)} tokens or less, or raise the context limit.",
                request.TextField),
        };
    }
}
