using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BatchGen.Engine.Host;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Runtimes;

/// <summary>
/// One runtime with a model loaded: for each number of sequences that it reads it computes their prompts, then one token a sequence and
/// step. Nothing is sampled or scheduled: the difference between two runtimes is their libraries'.
/// </summary>
internal static class RuntimeChild
{
    public const string Verb = "runtime-of";
    public const string Ready = "ready ";

    private const int MostSequences = 32;
    private const int PromptTokens = 64;
    private const int DecodeSteps = 32;

    public static int Run(string modelPath, string threads)
    {
        var runtime = RuntimeFactory.Create(_ => { });
        using var model = runtime.LoadModel(new ModelLoadRequest(modelPath), progress: null, CancellationToken.None);
        var settings = new ContextSettings(
            MostSequences * 2 * (PromptTokens + DecodeSteps), MostSequences, Threads: int.Parse(threads, CultureInfo.InvariantCulture));
        using var context = model.CreateContext(settings);
        Measure(context, 1);
        Console.Out.WriteLine(Ready + runtime.Info.Summary);
        while (Console.In.ReadLine() is { Length: > 0 } sequences)
            Console.Out.WriteLine(JsonSerializer.Serialize(Measure(context, int.Parse(sequences, CultureInfo.InvariantCulture))));
        return 0;
    }

    private static RuntimeFigures Measure(IRuntimeContext context, int sequences)
    {
        for (var slot = 0; slot < sequences; slot++)
            context.RemoveFrom(new SlotId(slot), 0);
        var prefill = Stopwatch.StartNew();
        Prefill(context, sequences);
        prefill.Stop();
        var decode = Stopwatch.StartNew();
        for (var position = PromptTokens; position < PromptTokens + DecodeSteps; position++)
            DecodeOne(context, sequences, position);
        decode.Stop();
        return new RuntimeFigures(sequences * PromptTokens, prefill.Elapsed.TotalSeconds, sequences * DecodeSteps, decode.Elapsed.TotalSeconds);
    }

    private static void Prefill(IRuntimeContext context, int sequences)
    {
        var step = new StepInput(context.Info.StepTokens);
        for (var slot = 0; slot < sequences; slot++)
        {
            if (step.Count + PromptTokens > context.Info.StepTokens)
                Decode(context, step);
            for (var position = 0; position < PromptTokens; position++)
                step.Add(TokenAt(slot, position), position, new SlotId(slot), wantsLogits: position == PromptTokens - 1);
        }

        Decode(context, step);
    }

    private static void DecodeOne(IRuntimeContext context, int sequences, int position)
    {
        var step = new StepInput(sequences);
        for (var slot = 0; slot < sequences; slot++)
            step.Add(TokenAt(slot, position), position, new SlotId(slot), wantsLogits: true);
        Decode(context, step);
        context.GetLogits(0);
    }

    private static void Decode(IRuntimeContext context, StepInput step)
    {
        if (context.Decode(step) is not DecodeStatus.Ok and var status)
            throw new InvalidOperationException($"A step ended with {status}.");
        step.Clear();
    }

    /// <summary>Any tokens do: what they cost does not depend on which they are.</summary>
    private static int TokenAt(int slot, int position) => 32 + (((slot * 7) + position) % 64);
}
