using System.Text.Json.Serialization;

namespace BatchGen.Web.OpenAi;

internal sealed record DeletedBody(string Id, [property: JsonPropertyName("object")] string Kind, bool Deleted);
