using BatchGen.Batches.Requests;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.LongInputs;

/// <summary>How a context limit is shared between a part, the prompt around it and the answer to it.</summary>
/// <param name="ContextLimitTokens">Prompt and answer together.</param>
/// <param name="MaxTokens">For one answer, as the item or its batch says; null when neither does.</param>
/// <param name="DefaultMaxTokens">The engine's, for answers that do not grow with their input.</param>
internal sealed record PartRoom(int ContextLimitTokens, int? MaxTokens, int DefaultMaxTokens)
{
    /// <summary>
    /// Code with comments added, or in another language, was seen to take up to half as much again; tests of a
    /// declaration take up to twice of it.
    /// </summary>
    private const double CodeAnswerRatio = 1.5;
    private const double TestAnswerRatio = 2;

    /// <summary>What a part and the text around it may make more together than apart, at their two seams.</summary>
    private const int SeamTokens = 8;

    /// <summary>An answer may pass the ratio by this before it is cut.</summary>
    private const int AnswerSlackTokens = 256;

    public static PartRoom For(ItemRequest request, BatchSettings settings, EngineModel model, int contextLimitTokens) =>
        new(contextLimitTokens, request.MaxTokens ?? settings.MaxTokens, model.DefaultMaxTokens);

    /// <param name="aroundTokens">The prompt without the part.</param>
    /// <exception cref="ChunkingException">chunk_budget_too_small: nothing is left for the input.</exception>
    public ChunkBudget BudgetFor(LongInput input, int aroundTokens)
    {
        var around = aroundTokens + SeamTokens;
        var budget = input.Join switch
        {
            JoinStrategy.MapReduce => ChunkBudget.ForAnswer(ContextLimitTokens, around, AnswerTokens),
            JoinStrategy.PerDeclaration => Capped(ChunkBudget.ForAnswerRatio(ContextLimitTokens, around, TestAnswerRatio), TestAnswerRatio),
            JoinStrategy.Concatenate => Capped(ChunkBudget.ForAnswerRatio(ContextLimitTokens, around, CodeAnswerRatio), CodeAnswerRatio),
        };
        return budget with { Packing = input.Packing };
    }

    /// <summary>For a prompt over partial answers.</summary>
    /// <param name="aroundTokens">The prompt without instruction and answers.</param>
    /// <exception cref="ChunkingException">chunk_budget_too_small.</exception>
    public ChunkBudget ReductionBudget(int aroundTokens) => ChunkBudget.ForAnswer(ContextLimitTokens, aroundTokens + SeamTokens, AnswerTokens);

    /// <summary>The most to generate for an input of so many tokens; null leaves it to the engine.</summary>
    public int? MaxTokensFor(JoinStrategy join, int inputTokens) => MaxTokens
        ?? (join == JoinStrategy.MapReduce ? null : (int)Math.Min(ContextLimitTokens, (2L * inputTokens) + AnswerSlackTokens));

    /// <summary>Whether the input fits without being counted apart from its prompt, which is longer than it.</summary>
    public bool SurelyFits(LongInput input, int promptTokens) => input.Join == JoinStrategy.MapReduce
        ? promptTokens + AnswerTokens + SeamTokens <= ContextLimitTokens
        : (promptTokens + SeamTokens) * (1 + TestAnswerRatio) <= ContextLimitTokens && (MaxTokens is not { } most || promptTokens * TestAnswerRatio <= most);

    private int AnswerTokens => Math.Min(MaxTokens ?? DefaultMaxTokens, ContextLimitTokens / 2);

    private ChunkBudget Capped(ChunkBudget budget, double ratio) =>
        MaxTokens is { } most && most / ratio < budget.Tokens ? new ChunkBudget(Math.Max(1, (int)(most / ratio))) : budget;
}
