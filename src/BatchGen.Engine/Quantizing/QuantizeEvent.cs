namespace BatchGen.Engine.Quantizing;

/// <summary>One line of what the child process says: how far it is, or why it failed.</summary>
internal sealed record QuantizeEvent(double Progress, string? FailureCode, string? FailureMessage);
