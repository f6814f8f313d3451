using System.Text.Json;
using BatchGen.Batches.Submission;
using Microsoft.AspNetCore.Http.Features;

namespace BatchGen.Web.OpenAi;

/// <summary>Reads a request's body as one JSON document, whatever its content type says; clients differ.</summary>
internal static class JsonBody
{
    /// <summary>Schemas nest; nothing honest nests deeper.</summary>
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="RequestRefusedException">It is no JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is longer than allowed (413).</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http, long maxBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, Options, http.RequestAborted);
        }
        catch (JsonException exception)
        {
            throw new RequestRefusedException(ProblemCodes.InvalidJson, $"The body is not valid JSON: {exception.Message}");
        }
    }
}
