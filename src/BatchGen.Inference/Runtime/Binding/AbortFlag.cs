using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// A word in native memory that llama.cpp looks at between two graph nodes of a decode. On the CPU that stops
/// within a node; on a GPU the granularity is the whole call.
/// </summary>
public sealed unsafe class AbortFlag : SafeHandleZeroOrMinusOneIsInvalid
{
    public AbortFlag()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed(sizeof(int)));

    /// <summary>What llama.cpp calls with <see cref="Word"/> to ask whether it is to stop.</summary>
    public static delegate* unmanaged[Cdecl]<nint, byte> Callback => &IsRaised;

    /// <summary>The callback's user data.</summary>
    public nint Word => handle;

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
