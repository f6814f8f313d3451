using System.Text.Json;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>Reads the request of a JSON line: OpenAI's batch form, or a short form of the same fields on one level.</summary>
internal static class RequestParser
{
    private const string BatchFields = "custom_id, method, url, body";

    /// <exception cref="RequestRefusedException">The line is no request; what is wrong inside one is seen when it is read.</exception>
    public static RequestLine Open(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw new RequestRefusedException(ProblemCodes.InvalidJson, "The line is JSON but not an object. Write one {…} a line.");
        var root = new JsonField("", line);
        return root.Find("body") is null && root.Find("url") is null && root.Find("method") is null
            ? new RequestLine(EndpointUrl.Chat, () => new RequestFields(BodyForm.Short).ReadLine(root))
            : OpenBatchForm(root);
    }

    /// <summary>The body of a chat request that somebody waits for.</summary>
    public static RequestBody ParseChatBody(JsonField body) => new RequestFields(BodyForm.Chat).Read(body);

    /// <summary>OpenAI's legacy completion knows a suffix: with one, the prompt is what stands before the gap.</summary>
    public static RequestBody ParseCompletionBody(JsonField body) => new RequestFields(BodyForm.Completion).Read(body);

    private static RequestLine OpenBatchForm(JsonField root)
    {
        root.RequireKnown(BatchFields);
        var method = root.Required("method").Text();
        if (!method.Trim().Equals("POST", StringComparison.OrdinalIgnoreCase))
            throw new RequestRefusedException(ProblemCodes.UnsupportedMethod, $"'method' is \"{method}\"; only \"POST\" is supported.", "method");
        var url = root.Required("url").Text();
        var endpoint = EndpointUrl.Find(url) ?? throw new RequestRefusedException(
            ProblemCodes.UnsupportedUrl, $"'url' is \"{url}\"; supported are \"{EndpointUrl.Chat}\" and \"{EndpointUrl.Completions}\".", "url");
        var given = root.Required("body");
        given.RequireObject();
        // What is said of a body names its fields as it would of a live request's.
        var body = new JsonField("", given.Value);
        return new RequestLine(endpoint, () => new RequestFields(endpoint == EndpointUrl.Chat ? BodyForm.Chat : BodyForm.Completion).ReadLine(body));
    }
}

/// <summary>A line that is a request, as far as it can be told without looking into it.</summary>
/// <param name="Endpoint">One of <see cref="EndpointUrl"/>'s, which is the shape of its result.</param>
/// <param name="Read">Throws a <see cref="RequestRefusedException"/> for the first thing wrong inside it.</param>
internal sealed record RequestLine(string Endpoint, Func<ItemRequest> Read);

/// <summary>What a request's body asks, and how the answer is to be sent back.</summary>
/// <param name="Requests">One for each choice of the answer: one, or as many as a completion has prompts, in their order.</param>
/// <param name="Streams">The answer is sent piece by piece.</param>
/// <param name="IncludesUsage">A streamed answer ends with its token counts.</param>
public sealed record RequestBody(IReadOnlyList<ItemRequest> Requests, bool Streams, bool IncludesUsage)
{
    /// <summary>The first; what it says of the model and of functions holds for all.</summary>
    public ItemRequest Request => Requests[0];

    /// <summary>The functions the answer may call; null when it may call none.</summary>
    public ToolOffer? Offer { get; } = Requests[0].ToOffer();
}

/// <summary>Where a request's text stands.</summary>
internal enum BodyForm
{
    /// <summary>In "messages".</summary>
    Chat,

    /// <summary>In "prompt", to be continued.</summary>
    Completion,

    /// <summary>In either, beside the line's custom_id; a prompt is what a user says.</summary>
    Short,
}

/// <summary>Reads one body field by field.</summary>
internal sealed class RequestFields(BodyForm form)
{
    private const string Shared = $"{StreamParser.KnownFields}, {TaskParser.KnownFields}";

    private readonly ChatFieldsParser _chat = new();
    private readonly TaskParser _task = new();
    private readonly StreamParser _stream = new();
    private ItemRequest _request = new();
    private IReadOnlyList<string> _prompts = [];

    public RequestBody Read(JsonField body)
    {
        foreach (var field in body.Members())
            Take(field);
        RequireText(body);
        IReadOnlyList<ItemRequest> texts = _prompts.Count == 0 ? [_request] : [.. _prompts.Select(With)];
        IReadOnlyList<ItemRequest> requests = [.. texts.Select(text => _task.ApplyTo(_chat.ApplyTo(text)))];
        _stream.Finish();
        return new RequestBody(requests, _stream.Streams, _stream.IncludesUsage);
    }

    /// <summary>A line of a batch has one answer, and nobody waits for it.</summary>
    public ItemRequest ReadLine(JsonField body)
    {
        var read = Read(body);
        if (read.Requests.Count > 1)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange,
                $"'prompt' holds {read.Requests.Count} prompts, and a line of a batch has one answer. Write a line for each.",
                "prompt");
        _stream.RequireOff();
        return read.Request;
    }

    private string Known => form switch
    {
        BodyForm.Chat => $"messages, {ChatFieldsParser.KnownFields}, {SettingsParser.KnownFields}, {Shared}",
        BodyForm.Completion => $"prompt, {SettingsParser.KnownFields}, {Shared}",
        BodyForm.Short => $"custom_id, prompt, messages, {ChatFieldsParser.KnownFields}, {SettingsParser.KnownFields}, {Shared}",
    };

    private ItemRequest With(string prompt) => form == BodyForm.Short
        ? _request with { Messages = [new("user", prompt)] }
        : _request with { Prompt = prompt };

    private void Take(JsonField field)
    {
        if (field.Name == "custom_id" && form == BodyForm.Short)
            return;
        if (field.Name == "prompt" && form != BodyForm.Chat)
            _prompts = PromptParser.Parse(field);
        else if (field.Name == "messages" && form != BodyForm.Completion)
            _request = _request with { Messages = MessagesParser.Parse(field) };
        else if (!(form != BodyForm.Completion && _chat.TryRead(field)) && !_task.TryRead(field) && !_stream.TryRead(field))
            _request = SettingsParser.Apply(_request, field) ?? throw field.Unknown(Known);
    }

    private void RequireText(JsonField body)
    {
        if (_prompts.Count > 0 && _request.Messages is not null)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, "The line has both 'prompt' and 'messages'. Give one of them.", "prompt");
        if (_prompts.Count > 0 || _request.Messages is not null || _task.BringsText)
            return;
        throw form switch
        {
            BodyForm.Chat => body.Missing("messages"),
            BodyForm.Completion => body.Missing("prompt"),
            BodyForm.Short => new RequestRefusedException(ProblemCodes.MissingField, "The line has neither 'prompt' nor 'messages'. Give one of them.", "prompt"),
        };
    }
}

/// <summary>Reads "prompt": one text, or a list of them, as many programs send it for one.</summary>
internal static class PromptParser
{
    private const int MostPrompts = 128;

    public static IReadOnlyList<string> Parse(JsonField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Array)
            return [TextOf(field)];
        var count = field.RequireArray();
        if (count == 0)
            throw Empty(field);
        if (count > MostPrompts)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {count} prompts; {MostPrompts} are allowed.", field.Path);
        if (field.At(0).Value.ValueKind is JsonValueKind.Number or JsonValueKind.Array)
            throw new RequestRefusedException(
                ProblemCodes.InvalidType,
                $"'{field.Path}' holds the numbers of tokens, which are another model's: this server reads text. Send the prompt as a string.",
                field.Path);
        return [.. Enumerable.Range(0, count).Select(i => TextOf(field.At(i)))];
    }

    private static string TextOf(JsonField field) => field.Text() is var prompt && string.IsNullOrWhiteSpace(prompt) ? throw Empty(field) : prompt;

    private static RequestRefusedException Empty(JsonField field) => new(
        ProblemCodes.EmptyPrompt, $"'{field.Path}' is empty. Write the prompt in it.", field.Path);
}

/// <summary>Reads "stream" and "stream_options".</summary>
internal sealed class StreamParser
{
    public const string KnownFields = "stream, stream_options";

    private JsonField? _streamField;
    private JsonField? _optionsField;

    public bool Streams => _streamField?.Flag() ?? false;

    public bool IncludesUsage { get; private set; }

    /// <summary>False when the field is none of these.</summary>
    public bool TryRead(JsonField field)
    {
        switch (field.Name)
        {
            case "stream":
                _ = field.Flag();
                _streamField = field;
                return true;
            case "stream_options":
                _optionsField = field;
                foreach (var option in field.Members())
                    Read(option);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Once the other fields are known.</summary>
    public void Finish()
    {
        if (_optionsField is { } options && !Streams)
            throw options.OutOfRange("may be given only with 'stream' true");
    }

    public void RequireOff()
    {
        if (Streams)
            throw _streamField!.Value.OutOfRange("must be false in a batch");
    }

    private void Read(JsonField option)
    {
        switch (option.Name)
        {
            case "include_usage":
                IncludesUsage = option.Flag();
                break;
            case "include_obfuscation":
                if (option.Flag())
                    throw option.Unsupported();
                break;
            default:
                throw option.Unknown("include_usage, include_obfuscation");
        }
    }
}
