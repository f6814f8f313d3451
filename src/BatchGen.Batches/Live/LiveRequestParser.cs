using System.Text.Json;
using BatchGen.Batches.Requests;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Live;

/// <summary>Reads the body of a live request: a batch line's body, and how it is to be sent back.</summary>
public static class LiveRequestParser
{
    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static LiveRequest ParseChat(JsonElement body) => Parse(body, RequestParser.ParseChatBody);

    /// <inheritdoc cref="ParseChat"/>
    public static LiveRequest ParseCompletion(JsonElement body) => Parse(body, RequestParser.ParseCompletionBody);

    private static LiveRequest Parse(JsonElement body, Func<JsonField, RequestBody> parse)
    {
        try
        {
            if (body.ValueKind != JsonValueKind.Object)
                throw new BadLineException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
            var asked = parse(new JsonField("", body));
            return new LiveRequest([.. asked.Requests.Select(RequirePrompt)], asked.Stream.Streams, asked.Stream.IncludesUsage);
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
}

/// <summary>What somebody waits for.</summary>
/// <param name="Requests">One for each choice of the answer; several only where a completion has several prompts.</param>
/// <param name="Streams">The answer is sent piece by piece.</param>
/// <param name="IncludesUsage">A streamed answer ends with its token counts.</param>
public sealed record LiveRequest(IReadOnlyList<ItemRequest> Requests, bool Streams, bool IncludesUsage)
{
    /// <summary>The first; what it says of the model and of functions holds for all.</summary>
    public ItemRequest Request => Requests[0];

    /// <summary>The functions the answer may call; null when it may call none.</summary>
    public ToolOffer? Offer { get; } = Requests[0].ToOffer();
}
