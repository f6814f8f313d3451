namespace BatchGen.Web.Formatting;

/// <summary>Names the texts of this folder: units, and nouns with their numbers.</summary>
public sealed class FormattingTexts;
