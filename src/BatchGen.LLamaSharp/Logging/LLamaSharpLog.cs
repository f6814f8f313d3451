using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Logging;

/// <summary>Receives llama.cpp's log by way of LLamaSharp. One callback a process, so one sink: the last one set.</summary>
internal static unsafe class LLamaSharpLog
{
    private static volatile Action<LlamaLogLine>? _sink;

    [ThreadStatic]
    private static LogLineAssembler? _assembler;

    [ThreadStatic]
    private static LogCapture? _capture;

    public static void SetSink(Action<LlamaLogLine> sink) => _sink = sink;

    /// <summary>Called once, before LLamaSharp loads its library: it hands the callback over when it does.</summary>
    public static void Attach() => NativeLogConfig.llama_log_set(OnFragment);

    /// <summary>ggml calls this and then ends the process. Called once, after the library is loaded.</summary>
    public static void AttachAbort() => GgmlApi.SetAbort(&OnAbort);

    public static LogCapture Capture() => _capture = new LogCapture(_capture, outer => _capture = outer);

    public static void Write(LlamaLogLine line)
    {
        _capture?.Add(line);
        try
        {
            _sink?.Invoke(line);
        }
#pragma warning disable CA1031 // An exception that unwinds into C frames ends the process; a failing log must not.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static void OnFragment(LLamaLogLevel level, string message)
    {
        _assembler ??= new LogLineAssembler();
        _assembler.Append((int)level, message, Write);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message)
    {
        var text = "llama.cpp ends the process: " + NativeText.Read(message);
        Write(new LlamaLogLine(LlamaLogLevel.Error, text));
        Console.Error.WriteLine(text);
    }
}
