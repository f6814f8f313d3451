using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Quantizing;
using BatchGen.LLamaSharp.Logging;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Quantizing;

/// <summary>llama.cpp's own quantizer, by way of LLamaSharp. It cannot be stopped: end the process to cancel it.</summary>
public static class ModelQuantizer
{
    /// <summary>Writes <paramref name="target"/>, which must not exist. Blocks.</summary>
    /// <param name="progress">0 to 1, tensor by tensor.</param>
    /// <exception cref="RuntimeException">llama.cpp refused; the target may be half written.</exception>
    public static void Quantize(string source, string target, QuantizedType type, int threads, Action<double> progress)
    {
        LLamaSharpLog.SetSink(line => QuantizeProgress.Report(line, progress));
        LLamaSharpLibrary.Load();
        using var log = LLamaSharpLog.Capture();
        var parameters = LLamaModelQuantizeParams.Default();
        parameters.nthread = threads;
        parameters.ftype = (LLamaFtype)(int)type;
        if (NativeApi.llama_model_quantize(source, target, ref parameters) != 0)
            throw new RuntimeException("quantize_failed", $"llama.cpp cannot quantize '{source}': {LogReason.Of(log)}. Check that it is an f16 or f32 model and that the disk has room.");
        progress(1);
    }
}
