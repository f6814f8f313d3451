namespace BatchGen.Batches.Tasks.Templates;

/// <summary>Text as it stands, followed by a variable's value if there is one.</summary>
internal sealed record TemplatePart(string Text, TemplateVariable? Variable);
