using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchGen.Web.Wire;

/// <summary>How answers are written: OpenAI's snake_case, code readable.</summary>
internal static class OpenAiJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Ok<T>(T body) => Results.Json(body, Options);
}
