using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.Inference.Runtime.Logs;

/// <summary>
/// Receives llama.cpp's log. The library has one callback a process, so there is one sink a process: the last one set.
/// A binding hands <see cref="FragmentCallback"/> to <c>llama_log_set</c> and <see cref="AbortCallback"/> to
/// <c>ggml_set_abort_callback</c>, once, before it calls anything else.
/// </summary>
public static unsafe class LlamaLog
{
    private static volatile Action<LlamaLogLine>? _sink;

    [ThreadStatic]
    private static LogLineAssembler? _assembler;

    [ThreadStatic]
    private static LogCapture? _capture;

    /// <summary><c>ggml_log_callback</c>: level, text, user data.</summary>
    public static delegate* unmanaged[Cdecl]<int, byte*, nint, void> FragmentCallback => &OnFragment;

    /// <summary><c>ggml_abort_callback_t</c>: ggml calls it and then ends the process.</summary>
    public static delegate* unmanaged[Cdecl]<byte*, void> AbortCallback => &OnAbort;

    /// <param name="sink">Takes every line, on whichever thread logs it.</param>
    public static void SetSink(Action<LlamaLogLine> sink) => _sink = sink;

    /// <summary>Collects this thread's lines until disposed.</summary>
    public static LogCapture Capture() => _capture = new LogCapture(_capture, outer => _capture = outer);

    internal static void Write(LlamaLogLine line)
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
        _assembler.Append(level, Marshal.PtrToStringUTF8((nint)text) ?? "", Write);
    }

    /// <summary>What is not written here is lost.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message)
    {
        var text = "llama.cpp ends the process: " + Marshal.PtrToStringUTF8((nint)message);
        Write(new LlamaLogLine(LlamaLogLevel.Error, text));
        Console.Error.WriteLine(text);
    }
}
