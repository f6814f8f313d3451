using System.Globalization;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>What the command line asks for. Engine settings that it does not name are those of a fresh installation.</summary>
internal sealed record ThroughputOptions
{
    public const string Help = """
        throughput: this program's speed beside others, round by round in turn on the same machine.

          --model NAME        demo, 126m, 270m (random weights in Q8_0), the path of a GGUF file, or 9b=FILE for the file that
                              BATCHGEN_GPU_MODEL names; several: demo,126m (default demo)
          --only NAMES        workloads, e.g. a,a2,c (default a,a2,b,c,d,e,decode)
          --rounds N          rounds, each in turn through everybody (default 5)
          --items N           so many items a workload instead of its own number
          --peers DIR         folder with llama-server, llama-batched-bench and node_modules/node-llama-cpp of the same release;
                              without it own columns only. BENCHMARKS.md says how to make one
          --other NAME=DIR    another build of this program in a folder, e.g. with -p:LlamaRuntime=LLamaSharp, or of another
                              commit: a column beside; several: LLamaSharp=DIR,before=DIR
          --product           also through the whole product, submission to finished batch (workload f)
          --server SETTINGS   llama-server's -np, u for unified KV, s for drafts, e.g. 16,8u; default: tries them all first
          --results FILE      keeps rounds in FILE and goes on from there: a run may be split, or added to
          --slots N, --cells N, --micro N, --threads N, --layout unified|perslot
                              other engine settings than the defaults; cells hold for the peers, too
          --compare SETTINGS  own settings against each other, e.g. 16:unified,16:perslot,32:perslot; with more cells where a slot's
                              part would not hold the largest item

        Workloads: a 64 prompts that share 96 tokens; a2 share 1,024; b share nothing; c mixed lengths, 32 to 2,000 in and 16 to
        512 out, and max_tokens 1,024 for all; d a source file repeated with comments added; e 2,000 short prompts;
        decode 8, 16, 32 sequences at once, against llama-batched-bench.
        """;

    public IReadOnlyList<string> Models { get; init; } = ["demo"];

    public IReadOnlyList<string> Workloads { get; init; } = ["a", "a2", "b", "c", "d", "e", "decode"];

    public int Rounds { get; init; } = 5;

    public int? Items { get; init; }

    public string? Peers { get; init; }

    public IReadOnlyList<OtherBuild> Others { get; init; } = [];

    public bool Product { get; init; }

    /// <summary>Settings of llama-server that are not tried first, e.g. "16" or "16u"; empty tries them.</summary>
    public IReadOnlyList<string> ServerSettings { get; init; } = [];

    public string? Results { get; init; }

    public IReadOnlyList<LoopSettings> Compare { get; init; } = [];

    public LoopSettings Loop { get; init; } = LoopSettings.Standard;

    /// <exception cref="FormatException">What is wrong with which argument.</exception>
    public static ThroughputOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ThroughputOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            options = name switch
            {
                "--product" => options with { Product = true },
                "--model" => options with { Models = List() },
                "--only" => options with { Workloads = List() },
                "--rounds" => options with { Rounds = Number() },
                "--items" => options with { Items = Number() },
                "--peers" => options with { Peers = Value() },
                "--other" => options with { Others = [.. List().Select(OtherBuild.Parse)] },
                "--server" => options with { ServerSettings = List() },
                "--results" => options with { Results = Value() },
                "--compare" => options with { Compare = [.. List().Select(LoopSettings.Parse)] },
                "--slots" => options with { Loop = options.Loop with { Slots = Number() } },
                "--cells" => options with { Loop = options.Loop with { Cells = Number() } },
                "--micro" => options with { Loop = options.Loop with { MicroStepTokens = Number() } },
                "--threads" => options with { Loop = options.Loop with { Threads = Number() } },
                "--layout" => options with { Loop = options.Loop with { Layout = LoopSettings.LayoutOf(Value()) } },
                _ => throw new FormatException($"'{name}' is not known.{Environment.NewLine}{Environment.NewLine}{Help}"),
            };

            string Value() => ++index < arguments.Count ? arguments[index] : throw new FormatException($"{name} needs a value.");

            int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new FormatException($"{name} needs a number above 0, not '{arguments[index]}'.");

            List<string> List() => [.. Value().Split(',', StringSplitOptions.RemoveEmptyEntries)];
        }

        return options;
    }
}

/// <summary>A build of this program to run beside this one.</summary>
internal sealed record OtherBuild(string Name, string Folder)
{
    public static OtherBuild Parse(string text) => text.Split('=') is [var name, var folder]
        ? new OtherBuild(name, folder)
        : throw new FormatException($"'{text}' is not NAME=DIR.");
}

/// <summary>The engine settings a run may name; the rest are a fresh installation's.</summary>
internal sealed record LoopSettings(int Slots, int Cells, int MicroStepTokens, int Threads, KvLayout Layout)
{
    public static LoopSettings Standard { get; } = Of(new EngineOptions());

    public string Name => $"{Slots.ToString(CultureInfo.InvariantCulture)}:{(Layout == KvLayout.Unified ? "unified" : "perslot")}:{MicroStepTokens.ToString(CultureInfo.InvariantCulture)}";

    public EngineOptions ToEngine() => new() { Slots = Slots, KvCells = Cells, MicroStepTokens = MicroStepTokens, Threads = Threads, KvLayout = Layout };

    /// <summary>E.g. 16:unified or 32:perslot:1024.</summary>
    public static LoopSettings Parse(string text)
    {
        var parts = text.Split(':');
        return Standard with
        {
            Slots = int.Parse(parts[0], CultureInfo.InvariantCulture),
            Layout = parts.Length > 1 ? LayoutOf(parts[1]) : Standard.Layout,
            MicroStepTokens = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : Standard.MicroStepTokens,
        };
    }

    public static KvLayout LayoutOf(string text) => text switch
    {
        "unified" => KvLayout.Unified,
        "perslot" => KvLayout.PerSlot,
        _ => throw new FormatException($"A layout is unified or perslot, not '{text}'."),
    };

    /// <summary>A fresh installation's where there is room for it: the models of this benchmark are small.</summary>
    private static LoopSettings Of(EngineOptions engine) => new(
        SlotFit.Usual,
        SlotFit.Usual * engine.ContextLimitTokens,
        engine.MicroStepTokens,
        engine.Threads > 0 ? engine.Threads : Environment.ProcessorCount,
        KvLayout.PerSlot);
}
