using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Models;

/// <summary>Carries llama.cpp's progress callback to the caller, and the caller's cancellation back.</summary>
internal sealed unsafe class LoadProgress : IDisposable
{
    private readonly IProgress<float>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly GCHandle _self;
    private ExceptionDispatchInfo? _failure;

    public LoadProgress(IProgress<float>? progress, CancellationToken cancellation)
    {
        _progress = progress;
        _cancellation = cancellation;
        _self = GCHandle.Alloc(this);
    }

    public void Attach(ref ModelParams parameters)
    {
        parameters.ProgressCallback = &OnProgress;
        parameters.ProgressUserData = GCHandle.ToIntPtr(_self);
    }

    /// <summary>Throws what stopped the load, if it was stopped from this side.</summary>
    public void ThrowIfStopped()
    {
        _failure?.Throw();
        _cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float value, nint userData) =>
        ((LoadProgress)GCHandle.FromIntPtr(userData).Target!).Continue(value) ? (byte)1 : (byte)0;

    private bool Continue(float value)
    {
        try
        {
            _progress?.Report(value);
        }
#pragma warning disable CA1031 // Kept and thrown again after the native call: it must not unwind through C frames.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        return _failure is null && !_cancellation.IsCancellationRequested;
    }
}
