namespace BatchGen.Web.Pages.BatchView;

/// <param name="Key">Its name in the address; null is the one shown without any.</param>
/// <param name="Text">Its word's name among the texts of this folder.</param>
public sealed record BatchTab(string? Key, string Text);
