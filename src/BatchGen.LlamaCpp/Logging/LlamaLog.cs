using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Logging;

/// <summary>
/// Receives llama.cpp's log. The library has one callback a process, so there is one sink a process:
/// the last one set.
/// </summary>
internal static unsafe class LlamaLog
{
    private static volatile Action<LlamaLogLine>? _sink;

    [ThreadStatic]
    private static LogLineAssembler? _assembler;

    [ThreadStatic]
    private static LogCapture? _capture;

    public static void SetSink(Action<LlamaLogLine> sink) => _sink = sink;

    /// <summary>Routes the library's log and its last words here. Called once, before anything else is.</summary>
    public static void Attach()
    {
        LlamaApi.SetLog(&OnFragment, 0);
        GgmlApi.SetAbort(&OnAbort);
    }

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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFragment(int level, byte* text, nint userData)
    {
        _assembler ??= new LogLineAssembler();
        _assembler.Append(level, NativeText.Read(text), Write);
    }

    /// <summary>ggml calls this and then ends the process: what is not written here is lost.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message)
    {
        var text = "llama.cpp ends the process: " + NativeText.Read(message);
        Write(new LlamaLogLine(LlamaLogLevel.Error, text));
        Console.Error.WriteLine(text);
    }
}
