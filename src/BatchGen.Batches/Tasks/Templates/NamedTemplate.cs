namespace BatchGen.Batches.Tasks.Templates;

/// <param name="Name">Distinct among the templates of a matrix; part of its items' ids when there are several.</param>
public sealed record NamedTemplate(string Name, PromptTemplate Template);
