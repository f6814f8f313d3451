using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// A word in native memory that llama.cpp looks at between two graph nodes of a decode. On the CPU that stops
/// within a node; on a GPU the granularity is the whole call.
/// </summary>
internal sealed unsafe class AbortFlag : SafeHandleZeroOrMinusOneIsInvalid
{
    public AbortFlag()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed(sizeof(int)));

    public void Attach(ref ContextParams parameters)
    {
        parameters.AbortCallback = &IsRaised;
        parameters.AbortUserData = handle;
    }

    public void Raise() => Volatile.Write(ref *(int*)handle, 1);

    public void Lower() => Volatile.Write(ref *(int*)handle, 0);

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsRaised(nint flag) => Volatile.Read(ref *(int*)flag) != 0 ? (byte)1 : (byte)0;
}
