using BatchGen.Batches.Data;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>One chip above the items.</summary>
/// <param name="Text">Its word's name among the texts of this folder.</param>
public sealed record ItemChoice(string Text, ItemState? State);
