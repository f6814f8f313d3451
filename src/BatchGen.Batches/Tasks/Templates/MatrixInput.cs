namespace BatchGen.Batches.Tasks.Templates;

/// <param name="Id">Distinct among the inputs of a matrix: a file's path, a row's number.</param>
public sealed record MatrixInput(string Id, TemplateValues Values);
