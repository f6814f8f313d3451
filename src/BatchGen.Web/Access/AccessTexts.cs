namespace BatchGen.Web.Access;

/// <summary>Names the texts of this folder that people read.</summary>
public sealed class AccessTexts;
