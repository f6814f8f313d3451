namespace BatchGen.Batches.Tasks.Templates;

/// <summary>A place where a template uses a variable.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 characters, of the first brace.</param>
public sealed record TemplateVariable(string Name, int Line, int Column);
