using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>A call of an earlier turn, whose result may follow under its id.</summary>
internal sealed record MadeCall(string Id, ToolCall Call);
