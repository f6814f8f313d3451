using BatchGen.Web.Localization;

namespace BatchGen.Web.Controls.Memory;

/// <summary>One part of a device's memory, as the bar shows it.</summary>
/// <param name="Key">The part's colour: weights, kv-used, kv-reserved, kv-free, compute, others, free, reserve, beyond.</param>
/// <param name="Explanation">In words, for whoever hovers.</param>
public sealed record MemoryPart(string Key, string Name, string Explanation, long Bytes)
{
    /// <summary>Named and explained by this folder's texts, in the reader's language: "kv-used" is PartKvUsed.</summary>
    internal static MemoryPart Of(string key, long bytes)
    {
        var text = "Part" + string.Concat(key.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return new MemoryPart(key, Texts<ControlsTexts>.Of(text), Texts<ControlsTexts>.Of($"{text}Why"), bytes);
    }
}
