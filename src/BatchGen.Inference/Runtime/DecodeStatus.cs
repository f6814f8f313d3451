namespace BatchGen.Inference.Runtime;

public enum DecodeStatus
{
    Ok,

    /// <summary>No room in the KV cache (llama_decode → 1). Nothing of the step stayed behind. Strict admission makes this a bug.</summary>
    KvFull,

    /// <summary>Stopped by the abort callback (→ 2); the step may be run again.</summary>
    Aborted,

    /// <summary>The step was malformed (→ −1).</summary>
    InvalidInput,

    /// <summary>A device had no memory left for the step (→ −2); the context must not be used again.</summary>
    OutOfMemory,

    /// <summary>The backend failed (other negative codes); the context must not be used again.</summary>
    Failed,
}
