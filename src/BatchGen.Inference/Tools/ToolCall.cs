namespace BatchGen.Inference.Tools;

/// <param name="ArgumentsJson">A JSON object, as the model wrote it.</param>
public sealed record ToolCall(string Name, string ArgumentsJson);
