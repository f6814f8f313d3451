namespace BatchGen.Web.Controls;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class ControlsTexts;
