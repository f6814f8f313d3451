namespace BatchGen.Inference.Memory;

/// <summary>How a layer's feed-forward part is built: it decides what lies in the compute buffer at once.</summary>
public enum FeedForwardKind
{
    /// <summary>One matrix gives gate and up together (chatglm, phi3).</summary>
    FusedGate,

    /// <summary>Gate and up are two matrices (llama, qwen, gemma).</summary>
    ParallelGate,

    /// <summary>No gate: up, activation, down (gpt2, starcoder2).</summary>
    Plain,

    /// <summary>Several experts, of which a token uses a few (mixtral, qwen3moe).</summary>
    Experts,
}
