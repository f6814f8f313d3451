using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>What the test engine makes of a prompt.</summary>
internal abstract record GenerationOutcome
{
    public static GenerationOutcome Answer(string text) => new Answered(text, FinishReason.Stop);

    /// <summary>An answer that the token limit ended.</summary>
    public static GenerationOutcome Cut(string text) => new Answered(text, FinishReason.Length);

    public static GenerationOutcome Failure(string code, string message) => new Failed(code, message);

    public abstract GenerationEvent ToEvent(string id, int promptTokens);

    private sealed record Answered(string Text, FinishReason Reason) : GenerationOutcome
    {
        public override GenerationEvent ToEvent(string id, int promptTokens) => new GenerationFinished(id, new SequenceResult(
            Text,
            Reason,
            promptTokens,
            CachedTokens: 0,
            CompletionTokens: Text.Split(' ').Length,
            new SequenceTimings(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(10))));
    }

    private sealed record Failed(string Code, string Message) : GenerationOutcome
    {
        public override GenerationEvent ToEvent(string id, int promptTokens) => new GenerationFailed(id, new SequenceFailure(Code, Message));
    }
}
