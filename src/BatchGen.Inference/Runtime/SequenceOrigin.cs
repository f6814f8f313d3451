using System.Security.Cryptography;
using System.Text;

namespace BatchGen.Inference.Runtime;

/// <summary>
/// Where a saved sequence fits. llama.cpp compares layers, rows and types; cells that other weights of the same shape
/// computed it takes without a word, and every answer after that is wrong.
/// </summary>
/// <param name="Runtime">Binding and release: what is in the bytes changes from release to release.</param>
/// <param name="Model">Path, length and time of the model file, as it was when it was loaded.</param>
/// <param name="FlashAttention">Without it the values lie transposed.</param>
/// <param name="Slots">Slots of the context; told apart only where each has cells of its own.</param>
public sealed record SequenceOrigin(string Runtime, string Model, KvType KvType, bool FlashAttention, KvLayout Layout, int Slots)
{
    public static SequenceOrigin Of(string runtime, string model, ContextSettings settings) =>
        new(runtime, model, settings.KvType, settings.FlashAttention, settings.KvLayout, settings.Slots);

    /// <summary>SHA-256 of all of it.</summary>
    public byte[] ComputeHash()
    {
        var streams = Layout == KvLayout.Unified ? 1 : Slots;
        return SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Runtime}\n{Model}\n{KvType}\n{FlashAttention}\n{Layout}\n{streams}")));
    }
}
