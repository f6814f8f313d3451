using System.Runtime.CompilerServices;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;
using Microsoft.Extensions.AI;
using ChatMessage = BatchGen.Inference.Chat.ChatMessage;

namespace BatchGen.Engine.Client;

/// <summary>
/// An engine as <c>Microsoft.Extensions.AI</c> knows chat clients, for .NET callers. What it cannot honour it refuses by
/// name: nothing that was asked for is left out silently.
/// </summary>
public sealed class EngineChatClient(IEngine engine) : IChatClient
{
    private const string RequestId = "chat";

    /// <summary>Before the batches: somebody waits.</summary>
    private const int Priority = 1_000;

    private readonly string _modelName = Path.GetFileNameWithoutExtension(engine.ModelPath);

    /// <exception cref="NotSupportedException">An option or a content that the engine has no place for.</exception>
    /// <exception cref="SchemaException">A response format, or a function that must be called, whose schema cannot be honoured.</exception>
    /// <exception cref="EngineException">The model cannot be loaded, or refused the request; the code says why.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc cref="GetResponseAsync"/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var offer = ChatClientTools.OfferOf(options);
        var reader = offer is null ? null : new ToolCallReader(offer);
        var request = ToRequest(messages, options, offer);
        await foreach (var happened in engine.GenerateAsync(Once(request), cancellationToken))
        {
            switch (happened)
            {
                case GenerationText text when reader is null:
                    yield return Update([new TextContent(text.Delta)]);
                    break;
                case GenerationText text:
                    foreach (var part in reader.Append(text.Delta))
                        yield return Update([ContentOf(part)]);
                    break;
                case GenerationFinished finished:
                    foreach (var part in reader?.Finish() ?? [])
                        yield return Update([ContentOf(part)]);
                    var last = Update([new UsageContent(UsageOf(finished.Result))]);
                    last.FinishReason = ReasonOf(finished.Result, reader);
                    yield return last;
                    break;
                case GenerationFailed failed:
                    throw new EngineException(failed.Failure.Code, failed.Failure.Message);
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return new ChatClientMetadata("batchgen", providerUri: null, _modelName);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>The engine belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    private ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents) { ModelId = _modelName };

    private static AIContent ContentOf(AnswerPart part) =>
        part is CallPart call ? ChatClientTools.ContentOf(call.Call) : new TextContent(((TextPart)part).Text);

    private static ChatFinishReason ReasonOf(SequenceResult result, ToolCallReader? reader)
    {
        if (result.FinishReason == FinishReason.Length)
            return ChatFinishReason.Length;
        return reader is { CallCount: > 0 } ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
    }

    private static GenerationRequest ToRequest(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options, ToolOffer? offer)
    {
        if (offer is not null && options?.ResponseFormat is ChatResponseFormatJson)
            throw new NotSupportedException($"{nameof(ChatOptions.ResponseFormat)} is not supported beside {nameof(ChatOptions.Tools)} that may be called.");
        List<ChatMessage> conversation = options?.Instructions is { Length: > 0 } instructions ? [new ChatMessage("system", instructions)] : [];
        conversation.AddRange(messages.Select(ToMessage));
        return new GenerationRequest(
            RequestId,
            new ChatPrompt(offer?.AddTo(conversation) ?? SchemaOf(options?.ResponseFormat)?.AddTo(conversation) ?? conversation),
            ToSampling(options),
            options?.MaxOutputTokens,
            options?.StopSequences is { } stops ? [.. stops] : null,
            ContextLimitTokens: null,
            Priority,
            StreamText: true,
            GrammarOf(options?.ResponseFormat) ?? offer?.ToGrammar());
    }

    private static ChatMessage ToMessage(Microsoft.Extensions.AI.ChatMessage message) => new(message.Role.Value, ChatClientTools.TextOf(message));

    private static SamplingSettings ToSampling(ChatOptions? options) => SamplingSettings.Greedy with
    {
        Temperature = options?.Temperature ?? 0f,
        TopP = options?.TopP ?? 1f,
        TopK = options?.TopK ?? 0,
        FrequencyPenalty = options?.FrequencyPenalty ?? 0f,
        PresencePenalty = options?.PresencePenalty ?? 0f,
        Seed = unchecked((ulong?)options?.Seed),
    };

    private static string? GrammarOf(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } => JsonSchemaGrammar.Convert(schema),
        ChatResponseFormatJson => JsonSchemaGrammar.AnyObject,
        _ => null,
    };

    private static AnswerSchema? SchemaOf(ChatResponseFormat? format) =>
        format is ChatResponseFormatJson { Schema: { } schema } ? new AnswerSchema(schema.GetRawText()) : null;

    private static UsageDetails UsageOf(SequenceResult result) => new()
    {
        InputTokenCount = result.PromptTokens,
        OutputTokenCount = result.CompletionTokens,
        TotalTokenCount = result.PromptTokens + result.CompletionTokens,
        CachedInputTokenCount = result.CachedTokens,
    };

    private static async IAsyncEnumerable<GenerationRequest> Once(GenerationRequest request)
    {
        await Task.CompletedTask;
        yield return request;
    }
}
