namespace BatchGen.Inference.Tools;

/// <param name="Name">The function that must be called; null unless <see cref="ToolChoiceKind.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, string? Name = null)
{
    public static ToolChoice Auto { get; } = new(ToolChoiceKind.Auto);
}
