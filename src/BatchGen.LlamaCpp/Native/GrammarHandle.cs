using Microsoft.Win32.SafeHandles;

namespace BatchGen.LlamaCpp.Native;

/// <summary>A <c>llama_sampler</c> that holds a grammar.</summary>
internal sealed class GrammarHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaGrammarApi.Free(handle);
        return true;
    }
}
