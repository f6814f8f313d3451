using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// Hears from ggml's scheduler (ggml_backend_sched_eval_callback) when a layer's output is computed. Architectures call that
/// tensor "l_out-" and the layer's number; one that calls it otherwise is never heard.
/// </summary>
public sealed unsafe class LayerWatch : SafeHandleZeroOrMinusOneIsInvalid
{
    private const byte Yes = 1;
    private const byte No = 0;

    private static delegate* unmanaged[Cdecl]<nint, byte*> _nameOf;

    private readonly Action<int> _onLayer;

    public LayerWatch(Action<int> onLayer)
        : base(ownsHandle: true)
    {
        _onLayer = onLayer;
        SetHandle(GCHandle.ToIntPtr(GCHandle.Alloc(this, GCHandleType.Weak)));
    }

    /// <summary>What the scheduler calls with <see cref="UserData"/> before and after each node.</summary>
    public static delegate* unmanaged[Cdecl]<nint, byte, nint, byte> Callback => &OnNode;

    public nint UserData => handle;

    /// <param name="nameOf"><c>ggml_get_name</c> of the library that is loaded. Set once, before the first watch is used.</param>
    public static void ReadNamesWith(delegate* unmanaged[Cdecl]<nint, byte*> nameOf) => _nameOf = nameOf;

    private static ReadOnlySpan<byte> Prefix => "l_out-"u8;

    protected override bool ReleaseHandle()
    {
        GCHandle.FromIntPtr(handle).Free();
        return true;
    }

    /// <param name="isQuestion">1 before: is this node wanted? 0 after: may it go on?</param>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(nint tensor, byte isQuestion, nint userData)
    {
        var layer = LayerOf(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_nameOf(tensor)));
        if (isQuestion != No)
            return layer is null ? No : Yes;
        if (layer is { } done && GCHandle.FromIntPtr(userData).Target is LayerWatch watch)
            watch._onLayer(done);
        return Yes;
    }

    private static int? LayerOf(ReadOnlySpan<byte> name) =>
        name.StartsWith(Prefix) && int.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : null;
}
