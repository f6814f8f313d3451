namespace BatchGen.Web.Pages.Memory;

/// <summary>Names the texts of this folder: what if, the plan, the cards and the article.</summary>
public sealed class MemoryPageTexts;
