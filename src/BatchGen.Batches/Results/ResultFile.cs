namespace BatchGen.Batches.Results;

/// <summary>An open result file; whoever asked for it disposes the stream.</summary>
public sealed record ResultFile(string FileName, long Bytes, Stream Content);
