namespace BatchGen.Engine.Planning;

/// <summary>The context that a batch's items need, and what it takes beside the model's full context.</summary>
/// <param name="ContextTokens">Just above the longest item with its answer, a multiple of 256 where the model allows it.</param>
/// <param name="Slots">As many as section "Engine" or the batch says, fewer where there are fewer items or less room.</param>
/// <param name="Bytes">All devices together, with this advice.</param>
/// <param name="FullContextBytes">The same with the whole context the model was trained on, and as many slots.</param>
/// <param name="ItemsTooLong">Items whose prompt alone fills the model's own context: no limit helps them.</param>
public sealed record ContextAdvice(int ContextTokens, int Slots, long Bytes, long FullContextBytes, int ItemsTooLong)
{
    public long SavedBytes => FullContextBytes - Bytes;
}
