using System.Globalization;

namespace BatchGen.Chaos.Tests;

/// <summary>How much of everything is done.</summary>
internal sealed record ChaosSizes
{
    /// <summary>Items of a run that is disturbed.</summary>
    public int Items { get; init; } = 5_000;

    public int WebKills { get; init; } = 200;

    public int EngineKills { get; init; } = 500;

    /// <summary>Of the database's server itself.</summary>
    public int DatabaseKills { get; init; } = 10;

    /// <summary>Processes that stand still and go on.</summary>
    public int Stalls { get; init; } = 10;

    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(20);

    public int PowerCuts { get; init; } = 100;

    public int PoisonItems { get; init; } = 1_000;

    /// <summary>Damaged model files.</summary>
    public int Files { get; init; } = 2_000;

    /// <summary>How long a database or its disk is away.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Soak { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What is looked at only where there is time for it: webhooks, which wait for the upkeep.</summary>
    public bool IsThorough { get; init; } = true;

    /// <summary>For the tests: a minute on a quiet machine.</summary>
    public static ChaosSizes Short { get; } = new()
    {
        Items = 200,
        WebKills = 4,
        EngineKills = 6,
        DatabaseKills = 1,
        Stalls = 1,
        Stall = TimeSpan.FromSeconds(3),
        PowerCuts = 5,
        PoisonItems = 40,
        Files = 40,
        Outage = TimeSpan.FromSeconds(15),
        Soak = TimeSpan.FromMinutes(2),
        IsThorough = false,
    };
}

/// <summary>What was asked for on the command line.</summary>
/// <param name="Names">Scenarios to run; empty runs all.</param>
internal sealed record ChaosOptions(IReadOnlyList<string> Names, ChaosSizes Sizes, int Seed)
{
    public const string Usage =
        """
        chaos [SCENARIO …] [--short] [--seed N] [--items N] [--web-kills N] [--engine-kills N] [--database-kills N] [--stalls N]
              [--power-cuts N] [--poison-items N] [--files N] [--outage SECONDS] [--soak MINUTES]
        Runs the built server as a process of its own, does harm to it, and prints what was lost, done twice or changed.
        """;

    /// <exception cref="FormatException">An option is unknown or has no number.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        var sizes = arguments.Contains("--short") ? ChaosSizes.Short : new ChaosSizes();
        var seed = Random.Shared.Next(1, 1_000_000);
        for (var at = 0; at < arguments.Count; at++)
        {
            switch (arguments[at])
            {
                case "--short":
                    break;
                case "--seed":
                    seed = Number(arguments, ++at);
                    break;
                case ['-', '-', ..] option:
                    sizes = With(sizes, option, Number(arguments, ++at));
                    break;
                default:
                    names.Add(arguments[at]);
                    break;
            }
        }

        return new ChaosOptions(names, sizes, seed);
    }

    private static ChaosSizes With(ChaosSizes sizes, string option, int number) => option switch
    {
        "--items" => sizes with { Items = number },
        "--web-kills" => sizes with { WebKills = number },
        "--engine-kills" => sizes with { EngineKills = number },
        "--database-kills" => sizes with { DatabaseKills = number },
        "--stalls" => sizes with { Stalls = number },
        "--power-cuts" => sizes with { PowerCuts = number },
        "--poison-items" => sizes with { PoisonItems = number },
        "--files" => sizes with { Files = number },
        "--outage" => sizes with { Outage = TimeSpan.FromSeconds(number) },
        "--soak" => sizes with { Soak = TimeSpan.FromMinutes(number) },
        _ => throw new FormatException($"'{option}' is no option."),
    };

    private static int Number(IReadOnlyList<string> arguments, int at) =>
        at < arguments.Count && int.TryParse(arguments[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{arguments[at - 1]} needs a whole number.");
}
