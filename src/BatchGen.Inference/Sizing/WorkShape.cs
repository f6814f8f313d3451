using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Sizing;

/// <summary>One item as its sizes, in tokens.</summary>
/// <param name="Prompt">The whole prompt.</param>
/// <param name="Answer">What the answer is expected to take; its most when nothing is known.</param>
/// <param name="MostAnswer">What it may take.</param>
public sealed record ItemLengths(int Prompt, int Answer, int MostAnswer);

/// <summary>A batch as its sizes, in tokens.</summary>
/// <param name="Items">How many there are.</param>
/// <param name="SharedTokens">What all prompts begin with.</param>
/// <param name="OwnPrompt">The mean prompt, without what is shared.</param>
/// <param name="Answer">The mean expected answer.</param>
/// <param name="LongestAnswer">The longest expected answer.</param>
/// <param name="NineOfTen">Prompt and expected answer together stay within this in nine of ten items.</param>
/// <param name="Longest">The most that one item may take, prompt and answer: it must fit whatever is chosen.</param>
public sealed record WorkShape(int Items, int SharedTokens, double OwnPrompt, double Answer, int LongestAnswer, int NineOfTen, int Longest)
{
    /// <exception cref="ArgumentException">There are no items, or a prompt is shorter than what is shared.</exception>
    public static WorkShape Of(IReadOnlyList<ItemLengths> items, int sharedTokens)
    {
        if (items.Count == 0)
            throw new ArgumentException("There are no items.", nameof(items));
        if (items.Any(item => item.Prompt < sharedTokens))
            throw new ArgumentException(InvariantText.Of($"A prompt has fewer than the {sharedTokens} tokens that all share."), nameof(items));
        int[] totals = [.. items.Select(item => item.Prompt + item.Answer).Order()];
        return new WorkShape(
            items.Count,
            sharedTokens,
            items.Average(item => item.Prompt - sharedTokens),
            items.Average(item => item.Answer),
            items.Max(item => item.Answer),
            totals[(totals.Length * 9 - 1) / 10],
            items.Max(item => item.Prompt + item.MostAnswer));
    }
}
