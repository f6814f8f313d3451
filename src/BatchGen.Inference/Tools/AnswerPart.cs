namespace BatchGen.Inference.Tools;

/// <summary>A piece of an answer to a request that offers functions.</summary>
public abstract record AnswerPart;

public sealed record TextPart(string Text) : AnswerPart;

public sealed record CallPart(ToolCall Call) : AnswerPart;
