using System.Globalization;

namespace BatchGen.Engine.Planning;

/// <summary>How many layers go to GPUs.</summary>
/// <param name="Count">−1 all, 0 none; null as many as fit.</param>
public sealed record GpuLayerChoice(int? Count)
{
    public const string AutoWord = "auto";

    public static GpuLayerChoice Auto { get; } = new((int?)null);

    /// <summary>"auto" or a whole number from −1; null for anything else.</summary>
    public static GpuLayerChoice? Parse(string text)
    {
        if (text == AutoWord)
            return Auto;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= -1
            ? new GpuLayerChoice(count)
            : null;
    }
}
