namespace BatchGen.Batches.Tasks;

/// <summary>A file as part of a prompt.</summary>
public sealed record CodeReference(string Path, string Text);
