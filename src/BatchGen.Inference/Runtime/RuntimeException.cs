using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime;

/// <summary>The native library refused or failed. The message is a sentence for a person: what, where, what to do.</summary>
public sealed class RuntimeException : Exception
{
    /// <summary>A device did not give what was asked of it: the same may succeed later, or with less.</summary>
    public const string OutOfMemoryCode = "device_out_of_memory";

    public RuntimeException(string code, InvariantText message, Exception? inner = null)
        : base(message.ToString(), inner) => Code = code;

    /// <summary>Stable code, documented in docs/errors.md, e.g. "model_load_failed".</summary>
    public string Code { get; }
}
