using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Speculation without a second model: tokens that an answer may go on with, taken from what stands in its prompt or answer already, are
/// computed together with its last one. The model draws at each of them as it would have, so answers are the same, greedy or not; what it
/// does not draw is forgotten, and each hit saves a step.
/// </summary>
internal sealed class Drafting(ContextInfo context, SchedulerSettings settings)
{
    /// <summary>Gives each sequence that decodes its draft for the coming step, perhaps none.</summary>
    /// <param name="waiting">How many more may get a slot in it.</param>
    /// <param name="cells">Cells that no running sequence holds.</param>
    public void Guess(List<Sequence> running, int waiting, int cells)
    {
        bool drafts = settings.DraftRowCost > 0 && context.KeepsPrefixes;
        // Everybody has a row of their own before anybody has a draft.
        int rows = Math.Min(Math.Min(context.MostOutputs, context.StepTokens), cells) - Math.Min(context.Slots, running.Count + waiting);
        int shortest = int.MaxValue;
        foreach (Sequence sequence in running)
        {
            int most = drafts && sequence.NeedsOneToken ? Math.Min(rows, RoomFor(sequence)) : 0;
            sequence.Guess(most > 0 ? Math.Min(most, sequence.Drafts.TokensToDraft(running.Count, settings.DraftRowCost)) : 0);
            rows -= sequence.Draft.Length;
            shortest = Math.Min(shortest, sequence.Draft.Length);
        }

        // With cells per slot only equal numbers of rows go in one pass: a longer draft than the others' is a pass of its own.
        if (context.Layout == KvLayout.PerSlot && context.Slots > 1)
        {
            foreach (Sequence sequence in running)
                sequence.ShortenDraft(shortest);
        }
    }

    /// <summary>What it was promised and has not used, and never its last token, which is drawn and not computed.</summary>
    private static int RoomFor(Sequence sequence) => Math.Min(sequence.Reservation, sequence.ReservedCells - 1) - sequence.Length;
}
