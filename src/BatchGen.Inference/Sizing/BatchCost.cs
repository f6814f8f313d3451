using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Sizing;

/// <summary>
/// What a batch costs in a context of some shape: pure, so that a test can hold it, and a measured <see cref="StepCost"/> changes it.
/// </summary>
/// <remarks>
/// With n slots, N items of a answer tokens and p own prompt tokens each:
/// <list type="bullet">
/// <item>passes: a·N / n, and at the end, while slots become idle one by one, what the longest answers have above the mean;</item>
/// <item>per slot: one pass more for each item, because rows that decode and rows of a prompt are no equal numbers (<see cref="PassCount"/>);</item>
/// <item>(a + p)·N rows, each of which is computed, whatever the shape;</item>
/// <item>and each of which looks at every cell in use, unified: the shared ones once and n times p + a / 2; per slot: at as many as the
/// longest of those that run has, in steps of 256.</item>
/// </list>
/// Held against the loop's own counts in tests.
/// </remarks>
public static class BatchCost
{
    private const int CellStep = 256;

    /// <summary>Until the last item has ended, in passes over the weights.</summary>
    public static double Of(ContextShape shape, StepCost cost, WorkShape work)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(work);
        var rows = (work.OwnPrompt + work.Answer) * work.Items;
        var cells = shape.Layout == KvLayout.Unified
            ? work.SharedTokens + (shape.Slots * (work.OwnPrompt + (work.Answer / 2)))
            : RoundUp(work.NineOfTen);
        return PassesOf(shape, work) + (rows * (cost.Row + (cells * cost.Cell)));
    }

    /// <summary>Passes over the weights until the last item has ended.</summary>
    public static double PassesOf(ContextShape shape, WorkShape work)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(work);
        var decode = Math.Max(work.LongestAnswer, work.Answer * work.Items / shape.Slots);
        var end = shape.Slots == 1 ? 0 : work.LongestAnswer - work.Answer;
        var prompts = work.OwnPrompt * work.Items / shape.MicroStepTokens;
        return decode + end + (shape.Layout == KvLayout.PerSlot && shape.Slots > 1 ? Math.Max(prompts, work.Items) : prompts);
    }

    private static int RoundUp(int cells) => (cells + CellStep - 1) / CellStep * CellStep;
}

/// <summary>What of a context can be chosen for the work it is going to do.</summary>
public sealed record ContextShape(KvLayout Layout, int Slots, int MicroStepTokens);

/// <summary>A batch as its sizes, in tokens.</summary>
/// <param name="Items">How many there are.</param>
/// <param name="SharedTokens">What all prompts begin with.</param>
/// <param name="OwnPrompt">The mean prompt, without what is shared.</param>
/// <param name="Answer">The mean expected answer.</param>
/// <param name="LongestAnswer">The longest expected answer.</param>
/// <param name="NineOfTen">Prompt and expected answer together stay within this in nine of ten items.</param>
public sealed record WorkShape(int Items, int SharedTokens, double OwnPrompt, double Answer, int LongestAnswer, int NineOfTen);
