using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Splitting;

/// <summary>How much one chunk may take, its header included.</summary>
public sealed record ChunkBudget
{
    public const string TooSmallCode = "chunk_budget_too_small";

    /// <exception cref="ChunkingException">chunk_budget_too_small: less than one token.</exception>
    public ChunkBudget(int tokens)
    {
        if (tokens < 1)
            throw new ChunkingException(TooSmallCode, $"A part of a long input needs room for at least one token, but gets {tokens}. Raise the context limit.");
        Tokens = tokens;
    }

    /// <summary>The most tokens of header and text together.</summary>
    public int Tokens { get; }

    public ChunkPacking Packing { get; init; }

    /// <summary>For tasks whose answer does not grow with the input: explain, review.</summary>
    /// <param name="contextLimitTokens">Prompt and answer together.</param>
    /// <param name="promptTokens">The prompt without the chunk: system prompt, template, role marks.</param>
    /// <param name="answerTokens">The most the answer may take.</param>
    /// <exception cref="ChunkingException">chunk_budget_too_small: nothing is left for the input.</exception>
    public static ChunkBudget ForAnswer(int contextLimitTokens, int promptTokens, int answerTokens) =>
        OfRest(contextLimitTokens, promptTokens, contextLimitTokens - promptTokens - answerTokens, InvariantText.Of($"an answer of up to {answerTokens}"));

    /// <summary>For tasks whose answer is as long as the input or longer: comment, translate, fix.</summary>
    /// <param name="contextLimitTokens">Prompt and answer together.</param>
    /// <param name="promptTokens">The prompt without the chunk: system prompt, template, role marks.</param>
    /// <param name="answerTokensPerInputToken">E.g. 1.5 for comments: half as much again.</param>
    /// <exception cref="ChunkingException">chunk_budget_too_small: nothing is left for the input.</exception>
    public static ChunkBudget ForAnswerRatio(int contextLimitTokens, int promptTokens, double answerTokensPerInputToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answerTokensPerInputToken);
        var rest = Math.Max(contextLimitTokens - promptTokens, 0) / (1 + answerTokensPerInputToken);
        return OfRest(contextLimitTokens, promptTokens, (int)rest, InvariantText.Of($"an answer {answerTokensPerInputToken:0.##} times as long as the part"));
    }

    private static ChunkBudget OfRest(int contextLimitTokens, int promptTokens, int tokens, string answer) =>
        tokens >= 1
            ? new ChunkBudget(tokens)
            : throw new ChunkingException(
                TooSmallCode,
                $"The context limit of {contextLimitTokens} tokens leaves no room for the input: the prompt around it takes {promptTokens}, and there must be room for {answer}. Raise the context limit, shorten the prompt, or allow a shorter answer.");
}

/// <summary>What goes together into a chunk, within its budget.</summary>
public enum ChunkPacking
{
    /// <summary>As much as fits: the fewest chunks that good boundaries allow.</summary>
    Full,

    /// <summary>One top-level declaration with a body, and the loose lines before it; for tasks that answer each by itself.</summary>
    PerDeclaration,
}
