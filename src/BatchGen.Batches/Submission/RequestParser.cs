using System.Text.Json;

namespace BatchGen.Batches.Submission;

/// <summary>Reads the request of a JSON line: OpenAI's batch form, or a short form of the same fields on one level.</summary>
internal static class RequestParser
{
    public const string ChatUrl = "/v1/chat/completions";
    public const string CompletionsUrl = "/v1/completions";

    private const string BatchFields = "custom_id, method, url, body";
    private static readonly string ShortFields = $"custom_id, prompt, messages, {ChatFieldsParser.KnownFields}, {SettingsParser.KnownFields}, {TaskParser.KnownFields}";

    private static readonly HashSet<string> NothingHandled = [];

    public static ParsedRequest Parse(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw new BadLineException(ProblemCodes.InvalidJson, "The line is JSON but not an object. Write one {…} a line.");

        return IsBatchForm(line) ? ParseBatchForm(line) : new ParsedRequest(ChatUrl, ParseShortForm(line));
    }

    private static bool IsBatchForm(JsonElement line) =>
        line.TryGetProperty("body", out _) || line.TryGetProperty("url", out _) || line.TryGetProperty("method", out _);

    private static ParsedRequest ParseBatchForm(JsonElement line)
    {
        string? url = null;
        string? method = null;
        JsonField? body = null;
        foreach (var property in line.EnumerateObject())
        {
            var field = new JsonField("", line).Child(property);
            switch (property.Name)
            {
                case "custom_id":
                    break;
                case "method":
                    method = field.Text();
                    break;
                case "url":
                    url = field.Text();
                    break;
                case "body":
                    field.RequireObject();
                    body = field;
                    break;
                default:
                    throw field.Unknown(BatchFields);
            }
        }

        if (method is null)
            throw Missing("method");
        if (method != "POST")
            throw new BadLineException(ProblemCodes.UnsupportedMethod, $"'method' is \"{method}\"; only \"POST\" is supported.", "method");
        return (url ?? throw Missing("url")) switch
        {
            ChatUrl => new ParsedRequest(ChatUrl, ParseChatBody(body ?? throw Missing("body"), NothingHandled)),
            CompletionsUrl => new ParsedRequest(CompletionsUrl, ParseCompletionBody(body ?? throw Missing("body"), NothingHandled)),
            _ => throw new BadLineException(
                ProblemCodes.UnsupportedUrl, $"'url' is \"{url}\"; supported are \"{ChatUrl}\" and \"{CompletionsUrl}\".", "url"),
        };
    }

    /// <param name="handled">Fields that the caller has read itself.</param>
    public static ItemRequest ParseChatBody(JsonField body, IReadOnlySet<string> handled)
    {
        var request = new ItemRequest();
        var chat = new ChatFieldsParser();
        var task = new TaskParser();
        foreach (var property in body.Value.EnumerateObject())
        {
            if (handled.Contains(property.Name))
                continue;
            var field = body.Child(property);
            if (property.Name == "messages")
                request = request with { Messages = MessagesParser.Parse(field) };
            else if (!chat.TryRead(property, field) && !task.TryRead(property, field))
                request = SettingsParser.Apply(request, property, field) ?? throw field.Unknown($"messages, {ChatFieldsParser.KnownFields}, {SettingsParser.KnownFields}, {TaskParser.KnownFields}");
        }

        return request.Messages is null && !task.BringsText ? throw Missing(body.PathOf("messages")) : task.ApplyTo(chat.ApplyTo(request));
    }

    /// <summary>OpenAI's legacy completion knows a suffix: with one, the prompt is what stands before the gap.</summary>
    /// <param name="handled">Fields that the caller has read itself.</param>
    public static ItemRequest ParseCompletionBody(JsonField body, IReadOnlySet<string> handled)
    {
        var request = new ItemRequest();
        var task = new TaskParser();
        foreach (var property in body.Value.EnumerateObject())
        {
            if (handled.Contains(property.Name))
                continue;
            var field = body.Child(property);
            if (property.Name == "prompt")
                request = request with { Prompt = ParsePrompt(field) };
            else if (!task.TryRead(property, field))
                request = SettingsParser.Apply(request, property, field) ?? throw field.Unknown($"prompt, {SettingsParser.KnownFields}, {TaskParser.KnownFields}");
        }

        return request.Prompt is null && !task.BringsText ? throw Missing(body.PathOf("prompt")) : task.ApplyTo(request);
    }

    private static ItemRequest ParseShortForm(JsonElement line)
    {
        var request = new ItemRequest();
        var chat = new ChatFieldsParser();
        var task = new TaskParser();
        string? prompt = null;
        foreach (var property in line.EnumerateObject())
        {
            var field = new JsonField("", line).Child(property);
            switch (property.Name)
            {
                case "custom_id":
                    break;
                case "prompt":
                    prompt = ParsePrompt(field);
                    break;
                case "messages":
                    request = request with { Messages = MessagesParser.Parse(field) };
                    break;
                default:
                    if (!chat.TryRead(property, field) && !task.TryRead(property, field))
                        request = SettingsParser.Apply(request, property, field) ?? throw field.Unknown(ShortFields);
                    break;
            }
        }

        if (prompt is null && request.Messages is null && !task.BringsText)
            throw new BadLineException(ProblemCodes.MissingField, "The line has neither 'prompt' nor 'messages'. Give one of them.", "prompt");
        if (prompt is not null && request.Messages is not null)
            throw new BadLineException(ProblemCodes.ValueOutOfRange, "The line has both 'prompt' and 'messages'. Give one of them.", "prompt");
        return task.ApplyTo(chat.ApplyTo(prompt is null ? request : request with { Messages = [new("user", prompt)] }));
    }

    private static string ParsePrompt(JsonField field)
    {
        var prompt = field.Text();
        return string.IsNullOrWhiteSpace(prompt)
            ? throw new BadLineException(ProblemCodes.EmptyPrompt, $"'{field.Path}' is empty. Write the prompt in it.", field.Path)
            : prompt;
    }

    private static BadLineException Missing(string name) => new(ProblemCodes.MissingField, $"'{name}' is missing.", name);
}

/// <param name="Url">The endpoint it is for, which is the shape of its result.</param>
internal sealed record ParsedRequest(string Url, ItemRequest Request);

/// <summary>OpenAI's fields that this server knows and cannot honour, or not at every endpoint: refused by name, never ignored.</summary>
internal static class UnsupportedFields
{
    private static readonly HashSet<string> Names =
    [
        "logprobs", "top_logprobs", "logit_bias", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "modalities",
        "audio", "prediction", "reasoning_effort", "verbosity", "web_search_options", "best_of", "echo", "suffix", "stream_options",
    ];

    public static bool IsOne(string name) => Names.Contains(name);

    /// <summary>Clients send some of them with the value that means "off".</summary>
    public static bool AsksForNothing(JsonProperty property) => property.Name switch
    {
        "logprobs" or "echo" => property.Value.ValueKind == JsonValueKind.False,
        "top_logprobs" => property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var count) && count == 0,
        "best_of" => property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var count) && count == 1,
        "tools" or "functions" => property.Value.ValueKind == JsonValueKind.Array && property.Value.GetArrayLength() == 0,
        "logit_bias" => property.Value.ValueKind == JsonValueKind.Object && !property.Value.EnumerateObject().Any(),
        _ => false,
    };
}
