namespace BatchGen.Inference.Runtime.Logs;

/// <summary>One whole line of llama.cpp's log, without its line end.</summary>
public sealed record LlamaLogLine(LlamaLogLevel Level, string Text);

/// <summary>ggml's levels; the values are <c>enum ggml_log_level</c>'s.</summary>
public enum LlamaLogLevel
{
    None = 0,
    Debug = 1,
    Information = 2,
    Warning = 3,
    Error = 4,
}
