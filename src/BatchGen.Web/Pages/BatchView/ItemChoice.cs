using BatchGen.Batches.Data;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>One chip above the items.</summary>
public sealed record ItemChoice(string Word, ItemState? State);
