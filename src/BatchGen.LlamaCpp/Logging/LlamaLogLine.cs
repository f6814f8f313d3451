namespace BatchGen.LlamaCpp.Logging;

/// <summary>One whole line of llama.cpp's log, without its line end.</summary>
public sealed record LlamaLogLine(LlamaLogLevel Level, string Text);
