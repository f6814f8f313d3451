using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Quantizing;

/// <summary>llama.cpp's own quantizer. It cannot be stopped: end the process to cancel it.</summary>
public static class ModelQuantizer
{
    /// <summary>Writes <paramref name="target"/>, which must not exist. Blocks.</summary>
    /// <param name="progress">0 to 1, tensor by tensor.</param>
    /// <exception cref="RuntimeException">llama.cpp refused; the target may be half written.</exception>
    public static unsafe void Quantize(string source, string target, QuantizedType type, int threads, Action<double> progress)
    {
        LlamaLog.SetSink(line => QuantizeProgress.Report(line, progress));
        LlamaLibrary.Load();
        using var log = LlamaLog.Capture();
        var parameters = LlamaQuantizeApi.DefaultParams();
        parameters.Threads = threads;
        parameters.FileType = (int)type;
        uint result;
        fixed (byte* from = NativeText.ToZeroTerminated(source))
        fixed (byte* to = NativeText.ToZeroTerminated(target))
            result = LlamaQuantizeApi.Quantize(from, to, &parameters);
        if (result != 0)
            throw new RuntimeException("quantize_failed", $"llama.cpp cannot quantize '{source}': {LogReason.Of(log)}. Check that it is an f16 or f32 model and that the disk has room.");
        progress(1);
    }
}
