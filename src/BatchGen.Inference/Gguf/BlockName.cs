using System.Globalization;

namespace BatchGen.Inference.Gguf;

/// <summary>A layer's tensors are named "blk.LAYER.rest".</summary>
internal static class BlockName
{
    private const string Prefix = "blk.";

    /// <summary>The layer's number, or null for a tensor that belongs to no layer.</summary>
    public static int? LayerOf(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var end = name.IndexOf('.', Prefix.Length);
        return end > 0 && int.TryParse(name.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            ? layer
            : null;
    }
}
