namespace BatchGen.Web.Pages;

/// <summary>Names the texts of the pages that lie in this folder itself.</summary>
public sealed class PagesTexts;
