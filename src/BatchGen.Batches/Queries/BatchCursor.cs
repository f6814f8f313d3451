using System.Buffers.Text;
using System.Text.Json;
using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <summary>Where a list of batches has come to: what it is ordered by, of the last one seen, so that it goes on when that one is gone.</summary>
public sealed record BatchCursor(BatchSort Sort, long Id, string? Name, int Permille, long DurationMs)
{
    internal static BatchCursor Of(Batch last, BatchSort sort) =>
        new(sort, last.Id, sort == BatchSort.Name ? last.Name : null, last.ProgressPermille, last.DurationMs);

    /// <summary>For whoever asks for the next page; means nothing to them.</summary>
    public string ToText() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null for what no list of this order has given out.</summary>
    public static BatchCursor? Parse(string text, BatchSort sort)
    {
        try
        {
            return JsonSerializer.Deserialize<BatchCursor>(Base64Url.DecodeFromChars(text)) is { } cursor
                && cursor.Sort == sort
                && (sort != BatchSort.Name || cursor.Name is not null) ? cursor : null;
        }
        catch (Exception damaged) when (damaged is FormatException or JsonException)
        {
            return null;
        }
    }
}
