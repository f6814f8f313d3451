namespace BatchGen.Web.Controls.Memory;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class MemoryTexts;
