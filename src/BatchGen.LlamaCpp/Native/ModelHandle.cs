using Microsoft.Win32.SafeHandles;

namespace BatchGen.LlamaCpp.Native;

/// <summary>Owns a <c>llama_model*</c>.</summary>
internal sealed class ModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ModelHandle(nint model)
        : base(ownsHandle: true) => SetHandle(model);

    protected override bool ReleaseHandle()
    {
        LlamaModelApi.Free(handle);
        return true;
    }
}
