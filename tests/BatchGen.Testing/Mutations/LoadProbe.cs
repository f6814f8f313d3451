using System.Text.Json;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Testing.Mutations;

/// <summary>
/// The side of <see cref="LoadTrial"/> that may end at any moment: takes a path a line and does with the file what an engine does with
/// a model, from the header to the first tokens.
/// </summary>
public static class LoadProbe
{
    /// <summary>The command-line verb of a program that runs this.</summary>
    public const string Verb = "load-probe";

    /// <summary>Native code sees every file then: it shows what the rules are there for.</summary>
    public const string WithoutRules = "bare";

    public const string StageMark = "stage ";
    public const string EndMark = "end ";

    /// <summary>The largest of the files is loaded with less than 8 MiB.</summary>
    private const long MostBytes = 512L << 20;

    private static readonly string[] Texts = ["int main()\n{\n\treturn 0;\n}", "写一个函数 é 🙂 \u0001", "  <|user|>\r\n 12345   x", "a b  ab"];

    private static readonly ContextSettings Context = new(KvCells: 512, Slots: 2, StepTokens: 64, MicroStepTokens: 64, Threads: 1);

    public static int Run(Func<Action<LlamaLogLine>, IModelRuntime> create, bool withRules)
    {
        ArgumentNullException.ThrowIfNull(create);
        var runtime = create(line =>
        {
            if (line.Level == LlamaLogLevel.Error)
                Console.Error.WriteLine(line.Text);
        });
        while (Console.In.ReadLine() is { Length: > 0 } path)
            Say(EndMark + JsonSerializer.Serialize(Try(runtime, path, withRules)));
        return 0;
    }

    private static LoadVerdict Try(IModelRuntime runtime, string path, bool withRules)
    {
        try
        {
            if (withRules)
            {
                Begin("check");
                GgufSafety.CheckForLoad(GgufFile.Read(path));
            }

            return Plan(runtime, path) ?? Compute(runtime, path);
        }
        catch (GgufException refusal)
        {
            return Refused(LoadOutcome.RefusedByRule, refusal.Code, refusal.Message);
        }
        catch (RuntimeException refusal)
        {
            return Refused(LoadOutcome.RefusedByLibrary, refusal.Code, refusal.Message);
        }
#pragma warning disable CA1031 // Whatever it is, it is the finding.
        catch (Exception exception)
        {
            return new LoadVerdict(LoadOutcome.Unexpected, "", exception.ToString());
        }
#pragma warning restore CA1031
    }

    private static LoadVerdict? Plan(IModelRuntime runtime, string path)
    {
        Begin("plan");
        using var model = runtime.LoadForDryRun(new ModelLoadRequest(path, GpuLayers: 0));
        var bytes = model.Measure(Context).Sum(one => (one.WeightsBytes ?? 0) + (one.KvBytes ?? 0) + one.ComputeBytes);
        return bytes <= MostBytes ? null : new LoadVerdict(LoadOutcome.TooLarge, "", "");
    }

    private static LoadVerdict Compute(IModelRuntime runtime, string path)
    {
        Begin("load");
        using var model = runtime.LoadModel(new ModelLoadRequest(path), progress: null, CancellationToken.None);
        Begin("tokenize");
        var tokens = Texts.SelectMany(text => new[] { false, true }.SelectMany(special => model.Vocabulary.Tokenize(text, special))).ToList();
        Begin("pieces");
        for (var token = 0; token < model.Vocabulary.Size; token++)
        {
            model.Vocabulary.GetPiece(token);
            model.Vocabulary.IsEndOfGeneration(token);
        }

        Begin("template");
        ChatTemplates.For(model, TimeProvider.System).Render([new ChatMessage("user", "Hello")]);
        Begin("context");
        using var context = model.CreateContext(Context);
        Begin("decode");
        var status = Decode(context, [.. tokens.DefaultIfEmpty(0).Take(20)], from: 0);
        if (status == DecodeStatus.Ok)
            status = Decode(context, [0], from: Math.Clamp(tokens.Count, 1, 20));
        Begin("close");
        return status == DecodeStatus.Ok
            ? new LoadVerdict(LoadOutcome.Loaded, "", "")
            : new LoadVerdict(LoadOutcome.RefusedByLibrary, "", $"decode: {status}.");
    }

    private static DecodeStatus Decode(IRuntimeContext context, IReadOnlyList<int> tokens, int from)
    {
        var step = new StepInput(64);
        for (var slot = 0; slot < 2; slot++)
        {
            for (var index = 0; index < tokens.Count; index++)
                step.Add(tokens[index], from + index, new SlotId(slot), wantsLogits: index == tokens.Count - 1);
        }

        var status = context.Decode(step);
        if (status == DecodeStatus.Ok)
            context.GetLogits(tokens.Count - 1);
        return status;
    }

    /// <summary>A person reads it: a code and a whole sentence.</summary>
    private static LoadVerdict Refused(LoadOutcome outcome, string code, string sentence) =>
        code.Length > 0 && sentence.Length > 20 && sentence.EndsWith('.')
            ? new LoadVerdict(outcome, "", $"{code}: {sentence}")
            : new LoadVerdict(LoadOutcome.Unexpected, "", $"No sentence: {code}: {sentence}");

    private static void Begin(string stage) => Say(StageMark + stage);

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
