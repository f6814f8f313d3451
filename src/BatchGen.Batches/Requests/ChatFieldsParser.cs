namespace BatchGen.Batches.Requests;

/// <summary>Reads the fields that only chat requests have, besides their messages.</summary>
internal sealed class ChatFieldsParser
{
    public const string KnownFields = ToolsParser.KnownFields + ", " + LogprobsParser.KnownFields;

    private readonly ToolsParser _tools = new();
    private readonly LogprobsParser _logprobs = new();

    /// <summary>False when the field is none of these.</summary>
    public bool TryRead(JsonField field) => _tools.TryRead(field) || _logprobs.TryRead(field);

    /// <summary>The request with what was read, once its other fields are known.</summary>
    public ItemRequest ApplyTo(ItemRequest request) => _logprobs.ApplyTo(_tools.ApplyTo(request));
}

/// <summary>Reads OpenAI's "logprobs" and "top_logprobs" of a chat request.</summary>
internal sealed class LogprobsParser
{
    public const string KnownFields = "logprobs, top_logprobs";

    private const int MostLikeliest = 20;

    private JsonField? _tellsField;
    private JsonField? _topField;
    private bool _tells;
    private int? _top;

    /// <summary>False when the field is none of these.</summary>
    public bool TryRead(JsonField field)
    {
        switch (field.Name)
        {
            case "logprobs":
                _tellsField = field;
                _tells = field.Flag();
                return true;
            case "top_logprobs":
                _topField = field;
                _top = field.Whole(0, MostLikeliest);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The request with what was read, once its other fields are known.</summary>
    public ItemRequest ApplyTo(ItemRequest request)
    {
        if (!_tells)
            return _top is > 0 ? throw _topField!.Value.OutOfRange("may be given only with 'logprobs' true") : request;
        if (request.ToOffer() is not null)
            throw new RequestRefusedException(
                ProblemCodes.UnsupportedField,
                $"'{_tellsField!.Value.Path}' is not supported beside 'tools' that may be called. Remove one of them, or set 'tool_choice' to \"none\".",
                _tellsField.Value.Path);
        return request with { Logprobs = true, TopLogprobs = _top };
    }
}
