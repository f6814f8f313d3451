using System.Text.Json.Serialization;

namespace BatchGen.Web.Wire;

/// <summary>A page of a list; clients ask on with the last id.</summary>
internal sealed record ListBody<T>(
    [property: JsonPropertyName("object")] string Kind, IReadOnlyList<T> Data, string? FirstId, string? LastId, bool HasMore)
{
    public static ListBody<T> Of(IReadOnlyList<T> data, Func<T, string> idOf, bool hasMore) =>
        new("list", data, data.Count == 0 ? null : idOf(data[0]), data.Count == 0 ? null : idOf(data[^1]), hasMore);
}

internal sealed record DeletedBody(string Id, [property: JsonPropertyName("object")] string Kind, bool Deleted);
