using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Quantizing;

/// <param name="Source">Full path of an f16, bf16 or f32 GGUF file.</param>
/// <param name="Target">Full path of the file to be made; must not exist.</param>
public sealed record QuantizeRequest(string Source, string Target, QuantizedType Type);
