using System.Runtime.ExceptionServices;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Carries llama.cpp's progress callback to the caller, and the caller's cancellation back.</summary>
internal sealed class LoadProgress(IProgress<float>? progress, CancellationToken cancellation)
{
    private ExceptionDispatchInfo? _failure;

    /// <returns>False to stop the load.</returns>
    public bool KeepGoing(float value)
    {
        try
        {
            progress?.Report(value);
        }
#pragma warning disable CA1031 // Kept and thrown again after the native call: it must not unwind through C frames.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        return _failure is null && !cancellation.IsCancellationRequested;
    }

    /// <summary>Throws what stopped the load, if it was stopped from this side.</summary>
    public void ThrowIfStopped()
    {
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }
}
