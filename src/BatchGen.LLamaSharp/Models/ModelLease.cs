using LLama.Native;

namespace BatchGen.LLamaSharp.Models;

/// <summary>
/// A model's native handle, closed when the model and all its contexts are disposed, in any order: LLamaSharp's contexts
/// refuse to give logits once their model's handle is closed.
/// </summary>
internal sealed class ModelLease(SafeLlamaModelHandle handle)
{
    private int _holders = 1;

    public SafeLlamaModelHandle Handle => handle;

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            handle.Dispose();
    }
}
