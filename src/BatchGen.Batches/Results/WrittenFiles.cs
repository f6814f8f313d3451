namespace BatchGen.Batches.Results;

/// <param name="OutputFile">Always there, empty when nothing succeeded: tools that wait for it find it.</param>
/// <param name="ErrorFile">Null when there were no errors.</param>
internal sealed record WrittenFiles(string OutputFile, string? ErrorFile);
