using System.Text.Json.Serialization;

namespace BatchGen.Web.OpenAi;

/// <summary>A model in OpenAI's words.</summary>
/// <param name="Created">When its file was written, Unix seconds.</param>
internal sealed record ModelBody(string Id, [property: JsonPropertyName("object")] string Kind, long Created, string OwnedBy);
