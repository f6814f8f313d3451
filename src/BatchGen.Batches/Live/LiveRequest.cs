using BatchGen.Batches.Submission;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Live;

/// <summary>A request that somebody waits for.</summary>
/// <param name="Streams">The answer is sent piece by piece.</param>
/// <param name="IncludesUsage">A streamed answer ends with its token counts.</param>
public sealed record LiveRequest(ItemRequest Request, bool Streams, bool IncludesUsage)
{
    /// <summary>The functions the answer may call; null when it may call none.</summary>
    public ToolOffer? Offer { get; } = Request.ToOffer();
}
