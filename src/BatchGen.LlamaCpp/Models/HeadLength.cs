using System.Globalization;

namespace BatchGen.LlamaCpp.Models;

/// <summary>How many numbers one attention head has.</summary>
internal static class HeadLength
{
    /// <param name="metadata">A scalar value of the GGUF header as text; null if the key is absent or an array.</param>
    /// <returns>Null where heads differ from layer to layer: the count is an array then, which llama.cpp does not hand out.</returns>
    public static int? Of(Func<string, string?> metadata)
    {
        var architecture = metadata("general.architecture");
        var explicitLength = Number(metadata(architecture + ".attention.key_length"));
        if (explicitLength > 0)
            return explicitLength;

        var heads = Number(metadata(architecture + ".attention.head_count"));
        return heads == 0 ? null : Number(metadata(architecture + ".embedding_length")) / heads;
    }

    private static int Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
