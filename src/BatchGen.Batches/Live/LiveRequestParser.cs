using System.Text.Json;
using BatchGen.Batches.Requests;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Live;

/// <summary>Reads the body of a live request: a batch line's body, and how it is to be sent back.</summary>
public static class LiveRequestParser
{
    /// <exception cref="RequestRefusedException">The first thing wrong with it.</exception>
    public static RequestBody ParseChat(JsonElement body) => Parse(body, RequestParser.ParseChatBody);

    /// <inheritdoc cref="ParseChat"/>
    public static RequestBody ParseCompletion(JsonElement body) => Parse(body, RequestParser.ParseCompletionBody);

    private static RequestBody Parse(JsonElement body, Func<JsonField, RequestBody> parse)
    {
        try
        {
            if (body.ValueKind != JsonValueKind.Object)
                throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
            var asked = parse(new JsonField("", body));
            foreach (var request in asked.Requests)
                RequirePrompt(request);
            return asked;
        }
        catch (InvalidOperationException)
        {
            // Kinds are checked before values are read, so what is left is JsonElement on an escape like "\ud800" alone.
            throw new RequestRefusedException(
                ProblemCodes.InvalidJson, @"A string in the body holds half of a surrogate pair (\ud800 to \udfff alone), which is no character.");
        }
    }

    /// <summary>A task that does not fit is refused here, before anybody waits for it.</summary>
    private static void RequirePrompt(ItemRequest request)
    {
        try
        {
            _ = request.ToPrompt(LiveCompletions.Defaults);
        }
        catch (TaskException problem)
        {
            throw new RequestRefusedException(problem.Code, problem.Sentence, "task");
        }
    }
}
