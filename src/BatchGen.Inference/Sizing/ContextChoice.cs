using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Sizing;

/// <summary>
/// Chooses layout, slots, cells and micro step for a batch on a device, from what passes cost: pure, so that a page can show it, a test can
/// hold it, and a measured <see cref="StepCost.AttentionWeight"/> changes it.
/// </summary>
/// <remarks>
/// With n slots, N items of a answer tokens and p own prompt tokens each, W the bytes of weights and k those of a cell:
/// <list type="bullet">
/// <item>passes: a·N / n, and at the end, while slots become idle one by one, what the longest answers have above the mean;</item>
/// <item>per slot: one pass more for each item, because rows that decode and rows of a prompt are no equal numbers (<see cref="PassCount"/>);</item>
/// <item>attention: (a + p)·N rows look at every cell in use, unified: the shared ones once and n times p + a / 2; per slot: at as many as the
/// longest of those that run has, in steps of 256.</item>
/// </list>
/// Arithmetic is left out: it is the same for all shapes. Held against the loop's own counts in tests.
/// </remarks>
public static class ContextChoice
{
    private const int CellStep = 256;

    private static readonly int[] SlotNumbers = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    /// <param name="fits">Whether the limits of the device allow it; more cells or slots never fit where fewer did not.</param>
    /// <returns>The cheapest that fits, of equal ones that with the fewest slots; null when not even the longest item fits by itself.</returns>
    public static ContextShape? Best(StepCost cost, WorkShape work, Func<ContextShape, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(fits);
        return Candidates(work).Where(fits).MinBy(shape => CostOf(shape, cost, work));
    }

    /// <summary>Bytes read until the last item has ended, without arithmetic.</summary>
    public static double CostOf(ContextShape shape, StepCost cost, WorkShape work)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(work);
        double rows = (work.OwnPrompt + work.Answer) * work.Items;
        double cells = shape.Layout == KvLayout.Unified
            ? work.SharedTokens + (shape.Slots * (work.OwnPrompt + (work.Answer / 2)))
            : RoundUp(work.NineOfTen);
        return (PassesOf(shape, work) * cost.WeightBytes) + (rows * cells * cost.CellBytes * cost.AttentionWeight);
    }

    /// <summary>Passes over the weights until the last item has ended.</summary>
    public static double PassesOf(ContextShape shape, WorkShape work)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(work);
        double decode = Math.Max(work.LongestAnswer, work.Answer * work.Items / shape.Slots);
        double end = shape.Slots == 1 ? 0 : work.LongestAnswer - work.Answer;
        double prompts = work.OwnPrompt * work.Items / shape.MicroStepTokens;
        return decode + end + (shape.Layout == KvLayout.PerSlot && shape.Slots > 1 ? Math.Max(prompts, work.Items) : prompts);
    }

    private static IEnumerable<ContextShape> Candidates(WorkShape work)
    {
        foreach (int slots in SlotNumbers.Where(slots => slots == 1 || slots <= work.Items))
        {
            // A pass of cells per slot gives each slot the same number of rows: with many slots it must have room for a few each.
            int microStep = Math.Max(512, 4 * slots);
            int perSlot = RoundUp(work.Longest);
            // All but one as long as the mean, and one long one, so that it need not wait for the others' ends.
            double unified = work.NineOfTen + ((slots - 1) * (work.OwnPrompt + work.Answer));
            yield return new ContextShape(KvLayout.Unified, slots, Math.Max(perSlot, RoundUp((int)Math.Min(unified, int.MaxValue - CellStep))), microStep);
            if (slots > 1 && (long)perSlot * slots <= int.MaxValue)
                yield return new ContextShape(KvLayout.PerSlot, slots, perSlot * slots, microStep);
        }
    }

    private static int RoundUp(int cells) => (cells + CellStep - 1) / CellStep * CellStep;
}
