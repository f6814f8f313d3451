namespace BatchGen.Web.Pages.BatchView;

/// <param name="Key">Its name in the address; null is the one shown without any.</param>
public sealed record BatchTab(string? Key, string Word);
