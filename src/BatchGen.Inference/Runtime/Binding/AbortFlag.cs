using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// What llama.cpp asks between two graph nodes of a decode: is it to stop? On the CPU that stops within a node, and shows that
/// the decode gets on; on a GPU the granularity is the whole call.
/// </summary>
public sealed unsafe class AbortFlag : SafeHandleZeroOrMinusOneIsInvalid
{
    public AbortFlag()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Words)));

    /// <summary>What llama.cpp calls with <see cref="UserData"/> to ask whether it is to stop.</summary>
    public static delegate* unmanaged[Cdecl]<nint, byte> Callback => &IsRaised;

    public nint UserData => handle;

    /// <summary>How often it was asked, for any thread to read. Freed words are not read: a context that is disposed has none.</summary>
    public long Asked
    {
        get
        {
            var isHeld = false;
            try
            {
                DangerousAddRef(ref isHeld);
                return Volatile.Read(ref At(handle).Asked);
            }
            finally
            {
                if (isHeld)
                    DangerousRelease();
            }
        }
    }

    public void Raise() => Volatile.Write(ref At(handle).IsRaised, 1);

    public void Lower() => Volatile.Write(ref At(handle).IsRaised, 0);

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsRaised(nint flag)
    {
        // One thread asks, the one that called the decode.
        Volatile.Write(ref At(flag).Asked, At(flag).Asked + 1);
        return Volatile.Read(ref At(flag).IsRaised) != 0 ? (byte)1 : (byte)0;
    }

    private static ref Words At(nint flag) => ref *(Words*)flag;

    private struct Words
    {
        public long Asked;
        public int IsRaised;
    }
}
