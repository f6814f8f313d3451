using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Batches.Results;

[JsonSerializable(typeof(ResultLine<ChatCompletionBody>), TypeInfoPropertyName = "ChatLine")]
[JsonSerializable(typeof(ResultLine<TextCompletionBody>), TypeInfoPropertyName = "TextLine")]
[JsonSerializable(typeof(ResultLine<ErrorBody>), TypeInfoPropertyName = "ErrorLine")]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Answers are code: HTML-safe escapes would make them unreadable, and this file is no HTML.</summary>
    public static ResultJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
