using System.Globalization;

namespace BatchGen.Inference.Sampling;

/// <summary>
/// A number that decides how the next token is drawn: its name, its range, and where it may be said. Whoever reads, checks, shows or
/// documents one follows these rows. What it is when nobody says stands in <see cref="SamplingSettings"/>.
/// </summary>
/// <param name="Name">As requests and the engine's protocol spell it.</param>
/// <param name="Property">Of <see cref="SamplingSettings"/>; pages find its label by it.</param>
/// <param name="Least">The least value taken.</param>
/// <param name="Most">The greatest value taken; that of an int where there is no other bound.</param>
/// <param name="Step">By which a page's field goes up and down.</param>
/// <param name="Read">The value settings have.</param>
/// <param name="Write">The settings with another value; a whole parameter loses what follows the point.</param>
public sealed record SamplingParameter(
    string Name,
    string Property,
    double Least,
    double Most,
    double Step,
    Func<SamplingSettings, double> Read,
    Func<SamplingSettings, double, SamplingSettings> Write)
{
    public static readonly SamplingParameter Temperature = new(
        "temperature", nameof(SamplingSettings.Temperature), 0, 2, 0.1,
        settings => settings.Temperature, (settings, value) => settings with { Temperature = (float)value }) { IsOnPage = true };

    public static readonly SamplingParameter TopP = new(
        "top_p", nameof(SamplingSettings.TopP), 0, 1, 0.05,
        settings => settings.TopP, (settings, value) => settings with { TopP = (float)value }) { IsOnPage = true };

    public static readonly SamplingParameter TopK = new(
        "top_k", nameof(SamplingSettings.TopK), 0, int.MaxValue, 1,
        settings => settings.TopK, (settings, value) => settings with { TopK = (int)value }) { IsWhole = true, IsOnPage = true, LeastMeans = "keep all" };

    public static readonly SamplingParameter MinP = new(
        "min_p", nameof(SamplingSettings.MinP), 0, 1, 0.01,
        settings => settings.MinP, (settings, value) => settings with { MinP = (float)value }) { IsOnPage = true };

    public static readonly SamplingParameter RepetitionPenalty = new(
        "repetition_penalty", nameof(SamplingSettings.RepetitionPenalty), 0.1, 10, 0.05,
        settings => settings.RepetitionPenalty, (settings, value) => settings with { RepetitionPenalty = (float)value }) { IsOnPage = true };

    public static readonly SamplingParameter FrequencyPenalty = new(
        "frequency_penalty", nameof(SamplingSettings.FrequencyPenalty), -2, 2, 0.1,
        settings => settings.FrequencyPenalty, (settings, value) => settings with { FrequencyPenalty = (float)value });

    public static readonly SamplingParameter PresencePenalty = new(
        "presence_penalty", nameof(SamplingSettings.PresencePenalty), -2, 2, 0.1,
        settings => settings.PresencePenalty, (settings, value) => settings with { PresencePenalty = (float)value });

    public static readonly SamplingParameter PenaltyWindowTokens = new(
        "penalty_window_tokens", nameof(SamplingSettings.PenaltyWindowTokens), 0, int.MaxValue, 1,
        settings => settings.PenaltyWindowTokens,
        (settings, value) => settings with { PenaltyWindowTokens = (int)value }) { IsWhole = true, IsInRequests = false, LeastMeans = "off" };

    /// <summary>
    /// In the order of <see cref="SamplingSettings"/>. Ranges of temperature, top_p and the
    /// two penalties are those OpenAI documents for chat completions.
    /// </summary>
    public static IReadOnlyList<SamplingParameter> All { get; } =
        [Temperature, TopP, TopK, MinP, RepetitionPenalty, FrequencyPenalty, PresencePenalty, PenaltyWindowTokens];

    public bool IsWhole { get; private init; }

    /// <summary>Whether a single request may say it.</summary>
    public bool IsInRequests { get; private init; } = true;

    /// <summary>Whether the page asks for it.</summary>
    public bool IsOnPage { get; private init; }

    /// <summary>What the least value does where it is no amount: "keep all", "off".</summary>
    public string? LeastMeans { get; private init; }

    /// <summary>The range in words: "from 0 to 2", "0 (keep all) or more".</summary>
    public string Range => Most < int.MaxValue ? Text($"from {Least} to {Most}")
        : LeastMeans is null ? Text($"{Least} or more")
        : Text($"{Least} ({LeastMeans}) or more");

    /// <summary>A sentence when the value is out of its range; null when it is well. NaN never is.</summary>
    public string? FindProblem(SamplingSettings settings)
    {
        var value = Read(settings);
        // Settings are floats: shown as doubles they would have digits that nobody wrote.
        return value >= Least && value <= Most ? null : Text($"{Name} is {(float)value}: it must be {Range}.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
