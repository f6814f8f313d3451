using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Calibration;

/// <summary>
/// What a step costs beside its weights, from a few dozen steps in a small context of their own, before a model begins its work: steps of
/// one row and of several tell a row from a pass; steps far behind a prompt tell what the cells cost that each row looks at.
/// </summary>
/// <remarks>The shortest of a few steps counts: other programs only ever make one longer.</remarks>
internal sealed class StepProbe(IRuntimeModel model, ContextSettings context, TimeProvider time)
{
    private const int Rows = 16;

    private const int Repeats = 5;

    /// <summary>The first step of a size reserves buffers and reads weights from the disk.</summary>
    private const int Warm = 1;

    private const int Far = 1024;

    private const int MostRows = 512;

    /// <summary>A model that takes longer over a prompt of <see cref="Far"/> tokens is one whose weights matter more than its cells.</summary>
    private static readonly TimeSpan PromptPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null where the context is too small to measure in.</returns>
    /// <exception cref="RuntimeException">The context could not be made, or a step failed.</exception>
    public MeasuredSteps? Measure()
    {
        // Never more than the engine itself is given.
        var cells = Math.Min(context.KvCells, Far + MostRows);
        if (cells < 2 * (Repeats + Warm) * Rows)
            return null;
        using var small = model.CreateContext(context with
        {
            KvCells = cells,
            Slots = 1,
            KvLayout = KvLayout.Unified,
            DraftRows = Rows - 1,
            StepTokens = Math.Min(context.StepTokens, MostRows),
            MicroStepTokens = Math.Min(context.MicroStepTokens, MostRows),
        });
        var position = 0;
        var one = Shortest(small, ref position, 1);
        var several = Shortest(small, ref position, Rows);
        var row = Math.Max(0, (several - one) / (Rows - 1));
        var pass = one - row;
        if (pass <= 0)
            return null;
        return new MeasuredSteps(pass * 1000, row / pass, CellOf(small, position, several, row) / pass);
    }

    /// <summary>Seconds that a row takes for one more cell.</summary>
    private double? CellOf(IRuntimeContext small, int position, double near, double row)
    {
        var far = Math.Min(Far, small.Info.KvCells - ((Repeats + Warm) * Rows) - position);
        if (far < Far / 2 || far * row > PromptPatience.TotalSeconds)
            return null;
        for (var left = far; left > 0; left -= small.Info.StepTokens)
            Run(small, ref position, Math.Min(left, small.Info.StepTokens), wantsLogits: false);
        return Math.Max(0, (Shortest(small, ref position, Rows) - near) / Rows / far);
    }

    /// <summary>Seconds.</summary>
    private double Shortest(IRuntimeContext small, ref int position, int rows)
    {
        var shortest = double.MaxValue;
        var begun = time.GetTimestamp();
        for (var repeat = 0; repeat < Warm + Repeats && (repeat <= Warm || time.GetElapsedTime(begun) < Patience); repeat++)
        {
            var taken = Run(small, ref position, rows, wantsLogits: true);
            if (repeat >= Warm)
                shortest = Math.Min(shortest, taken);
        }

        return shortest;
    }

    /// <summary>Any token costs the same.</summary>
    private double Run(IRuntimeContext small, ref int position, int rows, bool wantsLogits)
    {
        var input = new StepInput(rows);
        for (var row = 0; row < rows; row++)
            input.Add(0, position++, new SlotId(0), wantsLogits);
        var start = time.GetTimestamp();
        if (small.Decode(input) is not DecodeStatus.Ok and var status)
            throw new RuntimeException("step_probe_failed", $"A step of the speed probe ended as {status}.");
        if (wantsLogits)
            small.GetLogits(rows - 1);
        return time.GetElapsedTime(start).TotalSeconds;
    }
}
