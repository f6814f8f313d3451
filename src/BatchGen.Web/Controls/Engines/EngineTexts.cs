namespace BatchGen.Web.Controls.Engines;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class EngineTexts;
