using System.Text.Json;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;
using Microsoft.AspNetCore.Http.Features;

namespace BatchGen.Web.Wire;

/// <summary>Reads a request's body as one JSON document, whatever its content type says; clients differ.</summary>
internal static class JsonBody
{
    /// <summary>Schemas nest; nothing honest nests deeper.</summary>
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="RequestRefusedException">It is no JSON, or a name or string in it is no text.</exception>
    /// <exception cref="BadHttpRequestException">It is longer than allowed (413).</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http, long maxBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        try
        {
            var document = await JsonDocument.ParseAsync(http.Request.Body, Options, http.RequestAborted);
            if (IsText(document.RootElement))
                return document;
            document.Dispose();
            throw NoText();
        }
        catch (InvalidOperationException)
        {
            // The parser reads names alone, to compare them.
            throw NoText();
        }
        catch (JsonException exception)
        {
            throw new RequestRefusedException(ProblemCodes.InvalidJson, $"The body is not valid JSON: {ForeignMessage.Of(exception)}");
        }
    }

    /// <summary>The parser looks at structure only: bytes that are no UTF-8, and half surrogate pairs, show when a text is read.</summary>
    private static bool IsText(JsonElement root)
    {
        try
        {
            return root.ValueKind switch
            {
                JsonValueKind.String => root.GetString() is not null,
                JsonValueKind.Array => root.EnumerateArray().All(IsText),
                JsonValueKind.Object => root.EnumerateObject().All(property => property.Name is not null && IsText(property.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static RequestRefusedException NoText() => new(
        ProblemCodes.InvalidJson, @"The body holds bytes that are not UTF-8, or half of a surrogate pair (\ud800 to \udfff alone), in a name or string.");
}

/// <summary>A JSON string as text.</summary>
internal static class JsonText
{
    /// <exception cref="RequestRefusedException">
    /// It holds half of a surrogate pair, which JSON allows and text does not, or a zero, which PostgreSQL does not store.
    /// </exception>
    public static string Of(JsonElement value, string name)
    {
        try
        {
            var text = value.GetString()!;
            if (!text.Contains('\0'))
                return text;
        }
        catch (InvalidOperationException)
        {
            // Said below.
        }

        throw new RequestRefusedException(
            ProblemCodes.InvalidJson, $"'{name}' holds half of a surrogate pair or the character U+0000, which are no text.", name);
    }
}
