using System.Text.Encodings.Web;
using System.Text.Json;
using BatchGen.Inference.Tools;
using Microsoft.Extensions.AI;

namespace BatchGen.Engine.Client;

/// <summary>Functions and calls between <c>Microsoft.Extensions.AI</c> and what the model reads and writes.</summary>
internal static class ChatClientTools
{
    /// <summary>The model reads what was called and what came of it in the script it was written in.</summary>
    private static readonly JsonSerializerOptions Plain = new(AIJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null when nothing may be called.</returns>
    public static ToolOffer? OfferOf(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode)
            return null;
        var offer = new ToolOffer([.. tools.Select(Definition)], ChoiceOf(options.ToolMode), options.AllowMultipleToolCalls ?? true);
        return offer.Choice.Name is not { } name || offer.Tools.Any(tool => tool.Name == name)
            ? offer
            : throw new NotSupportedException($"The function \"{name}\" must be called, and is not among {nameof(ChatOptions.Tools)}.");
    }

    /// <summary>What the model said in an earlier turn, its calls included.</summary>
    public static string TextOf(ChatMessage message)
    {
        if (message.Contents.FirstOrDefault(content => content is not (TextContent or FunctionCallContent or FunctionResultContent)) is { } other)
            throw new NotSupportedException($"A message holds {other.GetType().Name}; this engine reads text and calls of functions only.");
        var calls = message.Contents.OfType<FunctionCallContent>().Select(
            call => new ToolCall(call.Name, JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Plain)));
        var results = message.Contents.OfType<FunctionResultContent>().Select(
            result => result.Result as string ?? JsonSerializer.Serialize(result.Result, Plain));
        return ToolCallText.Turn(string.Join('\n', [.. message.Text.Length == 0 ? [] : new[] { message.Text }, .. results]), calls);
    }

    public static FunctionCallContent ContentOf(ToolCall call)
    {
        var arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(call.ArgumentsJson);
        return new FunctionCallContent($"call_{Guid.NewGuid():N}", call.Name, arguments);
    }

    private static ToolDefinition Definition(AITool tool)
    {
        if (tool is not AIFunctionDeclaration function)
            throw new NotSupportedException($"The tool \"{tool.Name}\" is a {tool.GetType().Name}; this engine knows functions only.");
        if (!ToolDefinition.IsName(function.Name))
            throw new NotSupportedException($"The name of the function \"{function.Name}\" {ToolDefinition.NameRule}.");
        var schema = function.JsonSchema.ValueKind == JsonValueKind.Object ? function.JsonSchema.GetRawText() : null;
        return new ToolDefinition(function.Name, function.Description, schema, IsStrict: false);
    }

    private static ToolChoice ChoiceOf(ChatToolMode? mode) => mode switch
    {
        RequiredChatToolMode { RequiredFunctionName: { } name } => new ToolChoice(ToolChoiceKind.Named, name),
        RequiredChatToolMode => new ToolChoice(ToolChoiceKind.Required),
        _ => ToolChoice.Auto,
    };
}
