namespace BatchGen.Batches.Tasks.Templates;

/// <summary>A prompt template as a person wrote it; <see cref="TemplateParser"/> has the rules.</summary>
/// <param name="Name">Distinct among a batch's templates, no slash; part of the items' ids when there are several.</param>
public sealed record TemplateText(string Name, string Text);
