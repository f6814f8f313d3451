using System.Text.Json;
using BatchGen.Batches.Submission;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Live;

/// <summary>Reads the body of a live request: a batch line's body, and how it is to be sent back.</summary>
public static class LiveRequestParser
{
    private static readonly HashSet<string> Own = ["stream", "stream_options"];

    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static LiveRequest ParseChat(JsonElement body) => Parse(body, RequestParser.ParseChatBody);

    /// <inheritdoc cref="ParseChat"/>
    public static LiveRequest ParseCompletion(JsonElement body) => Parse(body, RequestParser.ParseCompletionBody);

    private static LiveRequest Parse(JsonElement body, Func<JsonField, IReadOnlySet<string>, ItemRequest> parse)
    {
        try
        {
            if (body.ValueKind != JsonValueKind.Object)
                throw new BadLineException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
            var root = new JsonField("", body);
            var streams = body.TryGetProperty("stream", out var stream) && Flag(new JsonField("stream", stream));
            return new LiveRequest(RequirePrompt(parse(root, Own)), streams, IncludesUsage(body, streams));
        }
        catch (BadLineException bad)
        {
            throw new RequestRefusedException(bad.Code, bad.Sentence, bad.Param);
        }
        catch (InvalidOperationException)
        {
            // Kinds are checked before values are read, so what is left is JsonElement on an escape like "\ud800" alone.
            throw new RequestRefusedException(ProblemCodes.InvalidJson, @"A string in the body holds half of a surrogate pair (\ud800 to \udfff alone), which is no character.");
        }
    }

    /// <summary>A task that does not fit is refused here, before anybody waits for it.</summary>
    private static ItemRequest RequirePrompt(ItemRequest request)
    {
        try
        {
            _ = request.ToPrompt(LiveCompletions.Defaults);
            return request;
        }
        catch (TaskException problem)
        {
            throw new RequestRefusedException(problem.Code, problem.Sentence, "task");
        }
    }

    private static bool IncludesUsage(JsonElement body, bool streams)
    {
        if (!body.TryGetProperty("stream_options", out var value) || value.ValueKind == JsonValueKind.Null)
            return false;
        var options = new JsonField("stream_options", value);
        if (!streams)
            throw options.OutOfRange("may be given only with 'stream' true");
        options.RequireObject();
        var includes = false;
        foreach (var property in value.EnumerateObject())
        {
            var child = options.Child(property);
            switch (property.Name)
            {
                case "include_usage":
                    includes = Flag(child);
                    break;
                case "include_obfuscation" when !Flag(child):
                    break;
                default:
                    throw child.Unsupported();
            }
        }

        return includes;
    }

    private static bool Flag(JsonField field) => !field.IsNull && field.Flag();
}

/// <summary>A request that somebody waits for.</summary>
/// <param name="Streams">The answer is sent piece by piece.</param>
/// <param name="IncludesUsage">A streamed answer ends with its token counts.</param>
public sealed record LiveRequest(ItemRequest Request, bool Streams, bool IncludesUsage)
{
    /// <summary>The functions the answer may call; null when it may call none.</summary>
    public ToolOffer? Offer { get; } = Request.ToOffer();
}
