namespace BatchGen.Web.Pages.Templates;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class TemplatesTexts;
