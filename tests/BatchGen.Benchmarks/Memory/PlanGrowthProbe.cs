using BatchGen.Engine.Host;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Memory;

/// <summary>Loads one configuration in this process, fills it, and says how much the process has grown.</summary>
internal static class PlanGrowthProbe
{
    public const string Verb = "plan-growth-of";

    public static int Run(PlanCase one, string modelPath)
    {
        var runtime = RuntimeFactory.Create(_ => { });
        var before = Settled();
        using var model = runtime.LoadModel(new ModelLoadRequest(modelPath, 0, UseMmap: false), progress: null, CancellationToken.None);
        using var context = model.CreateContext(one.Context);
        Fill(context, one);
        Console.Out.WriteLine(Settled() - before);
        return 0;
    }

    /// <summary>Every slot's cells, in steps that all slots share: only with all cells in use does a step take its whole buffer.</summary>
    private static void Fill(IRuntimeContext context, PlanCase one)
    {
        var chunk = one.MicroStepTokens / one.Slots;
        var step = new StepInput(one.MicroStepTokens);
        for (var start = 0; start + chunk <= one.Cells / one.Slots; start += chunk)
        {
            step.Clear();
            for (var slot = 0; slot < one.Slots; slot++)
            {
                for (var position = start; position < start + chunk; position++)
                    step.Add(position % 200, position, new SlotId(slot), wantsLogits: position == start + chunk - 1);
            }

            var status = context.Decode(step);
            if (status != DecodeStatus.Ok)
                throw new InvalidOperationException($"A step of {one} ended with {status}.");
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
