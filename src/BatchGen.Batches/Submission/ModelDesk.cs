using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>Counts and judges the entries of one model, by its own tokenizer. The model is loaded when the first entry comes.</summary>
/// <param name="modelIndex">Of the model among those of the input.</param>
internal sealed class ModelDesk(IEngine engine, int modelIndex, SubmissionRequest request, BatchSettings settings, InputFindings findings)
{
    private readonly TokenCounter _tokens = new(engine);
    private ItemJudge? _judge;

    /// <summary>What the prompts are held against; null until one came.</summary>
    public int? ContextLimitTokens { get; private set; }

    /// <exception cref="EngineException">The model cannot be loaded, or the batch asks for more context than it has.</exception>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        if (_judge is null)
        {
            var model = await _tokens.GetModelAsync(cancellationToken);
            ContextLimitTokens = AgreeOnLimit(model);
            _judge = new ItemJudge(request.OnOverLimit, ContextLimitTokens.Value, model, settings, _tokens, findings, modelIndex);
        }

        return await _tokens.CountAsync(prompts, cancellationToken);
    }

    /// <param name="entry">One whose prompt was counted.</param>
    public Task<PreparedItem> JudgeAsync(GoodEntry entry, int promptTokens, CancellationToken cancellationToken) =>
        _judge!.JudgeAsync(entry, promptTokens, cancellationToken);

    private int AgreeOnLimit(EngineModel model)
    {
        if (request.ContextLimitTokens is not { } wanted)
            return model.StandardContextTokens;
        if (model.Info.TrainedContextTokens is > 0 and var most && wanted > most)
            throw new EngineException(
                ProblemCodes.ContextLimitTooLarge,
                $"The batch asks for a context of {wanted:N0} tokens and this model was trained on {most:N0}. Lower the batch's context limit.");
        return wanted;
    }
}
