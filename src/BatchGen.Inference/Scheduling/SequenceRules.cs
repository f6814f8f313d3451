using System.Globalization;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>What a request must hold to be able to run; checked before it waits, so that it never fails a step of others.</summary>
internal sealed class SequenceRules(IVocabulary vocabulary, ContextInfo context)
{
    /// <returns>Null when the request can run.</returns>
    public SequenceFailure? Check(SequenceRequest request) =>
        CheckPrompt(request) ?? CheckAnswer(request) ?? CheckRoom(request);

    private SequenceFailure? CheckPrompt(SequenceRequest request)
    {
        if (request.PromptTokens.Length == 0)
            return new SequenceFailure("empty_prompt", "The prompt has no tokens: send some text.");
        foreach (var token in request.PromptTokens)
        {
            if ((uint)token >= (uint)vocabulary.Size)
                return Failure(
                    "invalid_token",
                    $"The prompt holds the token {token}, but the model's vocabulary ends at {vocabulary.Size - 1}: the prompt was made for another model.");
        }

        return null;
    }

    private static SequenceFailure? CheckAnswer(SequenceRequest request)
    {
        if (request.MaxNewTokens < 1)
            return Failure("value_out_of_range", $"max_tokens is {request.MaxNewTokens}: it must be at least 1.");
        if (request.StopTexts.Any(text => !StopMatcher.IsUsable(text)))
            return new SequenceFailure("value_out_of_range", "stop holds a text that is empty or not valid Unicode: leave it out or correct it.");
        var problems = request.Sampling.Validate();
        return problems.Count > 0 ? new SequenceFailure("value_out_of_range", string.Join(' ', problems)) : null;
    }

    private SequenceFailure? CheckRoom(SequenceRequest request)
    {
        var prompt = request.PromptTokens.Length;
        var limit = request.ContextLimitTokens;
        if (prompt >= limit)
            return Failure("context_length_exceeded", $"The prompt has {prompt} tokens, and prompt and answer together may have {limit}: shorten the prompt to {Math.Max(limit - 1, 0)} tokens or less, or raise the context limit.");
        var cells = prompt + Math.Min(request.MaxNewTokens, limit - prompt);
        var most = Math.Min(context.CellsPerSlot, context.KvCells);
        return cells > most
            ? Failure("kv_cache_too_small", $"The prompt ({prompt} tokens) and the answer (up to {cells - prompt}) need {cells} cells of the KV cache, which gives one sequence {most} at most: lower max_tokens or the context limit, or give the model a larger KV cache.")
            : null;
    }

    private static SequenceFailure Failure(string code, FormattableString message) =>
        new(code, message.ToString(CultureInfo.InvariantCulture));
}
