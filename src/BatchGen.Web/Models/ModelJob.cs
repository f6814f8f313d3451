using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>A download or a quantization at one moment.</summary>
/// <param name="What">The file that is made, or what of what: "a.gguf", "a.gguf → Q8_0".</param>
/// <param name="Progress">0 to 1; null while it is not known.</param>
/// <param name="Note">How far, in bytes or percent, or why it failed; null when the state says all.</param>
/// <param name="Code">The failure's stable code, or null.</param>
public sealed record ModelJob(int Id, string What, ModelJobState State, double? Progress, Sentence? Note, string? Code);

public enum ModelJobState
{
    Running,
    Done,
    Failed,
    Cancelled,
}
