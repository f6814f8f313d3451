namespace BatchGen.LlamaCpp.Logging;

/// <summary>ggml's levels; the values are <c>enum ggml_log_level</c>'s.</summary>
public enum LlamaLogLevel
{
    None = 0,
    Debug = 1,
    Information = 2,
    Warning = 3,
    Error = 4,
}
