namespace BatchGen.Web.Pages.Usage;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class UsageTexts;
