using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Speculation without a second model: tokens that an answer may go on with, taken from what stands in its prompt or answer already, are
/// computed together with its last one. The model draws at each of them as it would have, so answers are the same, greedy or not; what it
/// does not draw is forgotten, and each hit saves a step.
/// </summary>
internal sealed class Drafting(ContextInfo context, RowCost rowCost)
{
    private bool WantsEqualRows => context.Layout == KvLayout.PerSlot && context.Slots > 1;

    /// <summary>Gives each sequence that decodes its draft for the coming step, perhaps none.</summary>
    /// <param name="waiting">How many more may get a slot in it.</param>
    /// <param name="cells">Cells that no running sequence holds.</param>
    public void Guess(List<Sequence> running, int waiting, int cells)
    {
        var drafts = rowCost.Value > 0 && context.KeepsPrefixes;
        // Everybody has a row of their own before anybody has a draft.
        var rows = Math.Min(Math.Min(context.MostOutputs, context.StepTokens), cells) - Math.Min(context.Slots, running.Count + waiting);
        var decoding = 0;
        foreach (var sequence in running)
            decoding += sequence.NeedsOneToken ? 1 : 0;
        var share = WantsEqualRows ? rows / Math.Max(1, decoding) : rows;
        var mostForAll = Math.Min(share, DraftRecord.MostTokens);
        foreach (var sequence in running)
        {
            var room = RoomFor(sequence);
            var most = drafts && sequence.NeedsOneToken ? Math.Min(Math.Min(rows, share), room) : 0;
            sequence.Guess(most > 0 ? Math.Min(most, sequence.Drafts.TokensToDraft(running.Count, rowCost.Value)) : 0);
            rows -= sequence.Draft.Length;
            if (sequence.NeedsOneToken)
                mostForAll = Math.Min(mostForAll, room);
        }

        if (WantsEqualRows)
            Level(running, decoding, mostForAll);
    }

    /// <summary>
    /// With cells per slot only equal numbers of rows go in one pass. So all drafts get the length that saves most: longer ones are cut, and
    /// shorter ones filled up with rows that will be forgotten.
    /// </summary>
    private void Level(List<Sequence> running, int decoding, int most)
    {
        var best = 0;
        double bestGain = 0, gain = 0;
        var hitSaves = (1 / (double)decoding) + rowCost.Value;
        for (var length = 1; length <= most; length++)
        {
            gain -= decoding * rowCost.Value;
            foreach (var sequence in running)
                gain += sequence.Draft.Length >= length ? hitSaves * Math.Pow(sequence.Drafts.HitRate, length) : 0;
            if (gain > bestGain)
                (best, bestGain) = (length, gain);
        }

        foreach (var sequence in running)
            sequence.SetDraftLength(sequence.NeedsOneToken ? best : 0);
    }

    /// <summary>What it was promised and has not used, and never its last token, which is drawn and not computed.</summary>
    private static int RoomFor(Sequence sequence) => Math.Min(sequence.Reservation, sequence.ReservedCells - 1) - sequence.Length;
}
