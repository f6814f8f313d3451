namespace BatchGen.Web.Layout;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class LayoutTexts;
