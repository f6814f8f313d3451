namespace BatchGen.Web.Pages.Memory;

/// <summary>A floating bar: it starts where the part before it ended.</summary>
public sealed record WaterfallBar(long StartBytes, long Bytes);
