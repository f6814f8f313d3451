using System.Net;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Webhooks;

/// <summary>The address must not be called, today or tomorrow.</summary>
public sealed class WebhookRefusedException(Sentence sentence) : Exception(sentence.ToString())
{
    public Sentence Sentence { get; } = sentence;
}

/// <summary>The call did not get through; worth another try.</summary>
internal sealed class WebhookDelayedException(Sentence sentence, Exception? inner = null, HttpStatusCode? answer = null)
    : HttpRequestException(sentence.ToString(), inner, answer)
{
    public Sentence Sentence { get; } = sentence;
}
