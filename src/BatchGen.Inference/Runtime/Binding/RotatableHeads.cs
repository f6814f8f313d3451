using System.Globalization;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>A rope dimension of 0 hangs the first decode; an odd one, or one larger than a head, ends the process in it.</summary>
internal static class RotatableHeads
{
    /// <param name="metadata">A scalar value of the GGUF header as text; null if the key is absent or an array.</param>
    /// <returns>What is wrong, as the end of a sentence; null when the model can be computed.</returns>
    public static string? FindProblem(Func<string, string?> metadata)
    {
        var key = metadata("general.architecture") + ".rope.dimension_count";
        if (metadata(key) is not { } text)
            return null;

        var most = HeadLength.Of(metadata) ?? int.MaxValue;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var dimensions) && dimensions >= 2 && dimensions % 2 == 0 && dimensions <= most
            ? null
            : InvariantText.Of($"{key} is {text}, and only even numbers from 2 to the head's length of {most} can be computed");
    }
}

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
