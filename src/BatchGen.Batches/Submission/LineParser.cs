using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>Turns one line into a request, or into the first problem found in it.</summary>
/// <param name="models">Judges the models that lines name; null takes any.</param>
internal sealed class LineParser(InputFormat format, SubmissionOptions options, string? endpoint = null, LineModels? models = null)
{
    private readonly JsonDocumentOptions _json = new() { MaxDepth = options.MaxJsonDepth, AllowDuplicateProperties = false };

    /// <summary>The endpoint asked for, or that of the first request that was read; the others must be for the same.</summary>
    public string? Endpoint { get; private set; } = endpoint;

    /// <summary>The model the first request that names one names; the batch's own says whether it runs.</summary>
    public string? Model { get; private set; }

    public InputEntry Parse(InputLine line)
    {
        string? customId = null;
        try
        {
            if (line.IsTooLong)
                throw new RequestRefusedException(
                    ProblemCodes.LineTooLong,
                    $"The line is longer than {options.MaxLineBytes:N0} bytes (Submission:MaxLineBytes). Shorten it or split the prompt.");
            Utf8Check.Require(line);
            if (format == InputFormat.Text)
                return new GoodEntry(line.Number, null, FromText(line.Bytes.Span));

            using var document = JsonDocument.Parse(line.Bytes, _json);
            customId = ReadCustomId(document.RootElement);
            var opened = RequestParser.Open(document.RootElement);
            RequireSameEndpoint(opened.Endpoint);
            return Read(line.Number, customId, opened);
        }
        catch (RequestRefusedException bad)
        {
            return new BadEntry(line.Number, customId, new InputProblem(line.Number, bad.Code, bad.Sentence, bad.Param));
        }
        catch (JsonException exception)
        {
            return new BadEntry(line.Number, null, new InputProblem(line.Number, ProblemCodes.InvalidJson, Explain(exception)));
        }
        catch (InvalidOperationException)
        {
            // Kinds are checked before values are read, so what is left is JsonElement on an escape like "\ud800" alone.
            return new BadEntry(line.Number, customId, new InputProblem(
                line.Number, ProblemCodes.InvalidJson, @"The line is JSON, but a string in it holds half of a surrogate pair (\ud800 to \udfff alone), which is no character."));
        }
    }

    private InputEntry Read(int number, string? customId, RequestLine opened)
    {
        ItemRequest request;
        try
        {
            request = opened.Read();
        }
        catch (RequestRefusedException bad)
        {
            return new BadEntry(number, customId, new InputProblem(number, bad.Code, bad.Sentence, bad.Param) { IsInsideRequest = true });
        }

        Model ??= request.Model;
        return new GoodEntry(number, customId, request, models?.Take(request.Model));
    }

    private static ItemRequest FromText(ReadOnlySpan<byte> line) => new() { Messages = [new("user", Encoding.UTF8.GetString(line))] };

    private static string? ReadCustomId(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("custom_id", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;

        var customId = new JsonField("custom_id", value).Text();
        if (customId.Length is 0 or > BatchItem.MaxCustomIdLength || customId.Any(char.IsControl))
            throw new RequestRefusedException(
                ProblemCodes.InvalidCustomId,
                $"'custom_id' must have 1 to {BatchItem.MaxCustomIdLength} characters and no control characters.",
                "custom_id");
        return customId;
    }

    private void RequireSameEndpoint(string url)
    {
        Endpoint ??= url;
        if (Endpoint != url)
            throw new RequestRefusedException(
                ProblemCodes.UnsupportedUrl,
                $"This request is for \"{url}\" and the batch for \"{Endpoint}\". A batch has one endpoint: submit the others as a batch of their own.",
                "url");
    }

    private Sentence Explain(JsonException exception)
    {
        // The exception's own text ends in a path and a line number that are always those of a one-line document.
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        var position = (exception.BytePositionInLine ?? 0) + 1;
        return $"The line is not valid JSON at byte {position} of the line: {reason} (One complete object a line, at most {options.MaxJsonDepth} levels deep.)";
    }
}
