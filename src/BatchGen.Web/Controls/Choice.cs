namespace BatchGen.Web.Controls;

/// <param name="Hindrance">Why it cannot be chosen now, as a sentence; null when it can.</param>
public sealed record Choice<T>(T Value, string Word, string? Hindrance = null);
