using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Scheduling;

/// <summary>The sentences for steps that went wrong.</summary>
internal static class StepFailure
{
    private const string Code = "engine_step_failed";

    /// <summary>
    /// The backend or the loop itself broke down. What a step takes of a device follows from the context, not from the
    /// sequences in it: when memory ran out, none of them is at fault.
    /// </summary>
    public static SequenceFailure Breakdown(Exception error) => error is RuntimeException { Code: RuntimeException.OutOfMemoryCode }
        ? SequenceFailure.GivenBack
        : new(Code, $"The engine broke down while it computed this: {ForeignMessage.Of(error)} Send it again once the engine runs again.");

    /// <summary>By contract this cannot happen: cells were reserved for every sequence.</summary>
    public static SequenceFailure KvFull { get; } =
        new(Code, "The KV cache was full although cells were reserved for this: please report it, and send it again.");

    /// <summary>By contract this cannot happen: requests are checked before they wait.</summary>
    public static SequenceFailure InvalidInput { get; } =
        new(Code, "The engine's library refused a step that held this: please report it, and send it again.");

    /// <summary>All logits NaN or −∞: f16 overflow on some cards does it (ollama#6250, llama.cpp#12946).</summary>
    public static SequenceFailure DegenerateLogits { get; } =
        new("degenerate_logits", "The model computed no usable number for the next token: try another quantization of the model, or another device.");

    public static RuntimeException BackendFailed() =>
        new(Code, "The library's backend failed in the middle of a step.");

    public static RuntimeException OutOfMemory() =>
        new(RuntimeException.OutOfMemoryCode, "A device had no memory left in the middle of a step.");
}
