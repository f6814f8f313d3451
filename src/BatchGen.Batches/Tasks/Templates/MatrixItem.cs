namespace BatchGen.Batches.Tasks.Templates;

/// <param name="CustomId">The input's id; with several templates "template/input".</param>
public sealed record MatrixItem(string CustomId, string TemplateName, string InputId, string Prompt);
