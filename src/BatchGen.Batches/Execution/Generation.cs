using System.Globalization;
using BatchGen.Code.Joining;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Execution;

/// <summary>One request on its way to the engine: an item whole, or one piece of it.</summary>
/// <param name="Piece">Null for an item that goes whole.</param>
/// <param name="Tries">Times it was generated before, for its flags.</param>
/// <param name="Kept">The best answer of those times; null on the first.</param>
internal sealed record Generation(ShardItem Item, PieceId? Piece, GenerationRequest Request, int Tries = 0, JudgedAnswer? Kept = null)
{
    /// <summary>Unique among what is in flight: an item is in one shard, and a piece once in its item.</summary>
    public static string IdOf(ShardItem item, PieceId? piece)
    {
        var id = item.Id.ToString(CultureInfo.InvariantCulture);
        return piece is null ? id : $"{id}/{piece}";
    }
}
