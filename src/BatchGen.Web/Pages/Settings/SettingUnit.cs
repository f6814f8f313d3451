using System.Globalization;
using BatchGen.Batches.Settings;

namespace BatchGen.Web.Pages.Settings;

/// <summary>What a typed number is counted in.</summary>
/// <param name="Text">Its word among the texts of this folder.</param>
/// <param name="Factor">Of these it has so many bytes or seconds.</param>
public sealed record SettingUnit(string Text, decimal Factor)
{
    private static readonly IReadOnlyList<SettingUnit> Bytes = [new("UnitBytes", 1), new("UnitKiB", 1 << 10), new("UnitMiB", 1 << 20), new("UnitGiB", 1 << 30)];

    private static readonly IReadOnlyList<SettingUnit> Durations =
        [new("UnitSeconds", 1), new("UnitMinutes", 60), new("UnitHours", 3_600), new("UnitDays", 86_400)];

    /// <summary>Smallest first; empty when a number says it all.</summary>
    public static IReadOnlyList<SettingUnit> Of(SettingKind kind) => kind switch
    {
        SettingKind.Bytes => Bytes,
        SettingKind.Duration => Durations,
        SettingKind.Count or SettingKind.Switch or SettingKind.Choice or SettingKind.Text or SettingKind.List => [],
    };

    /// <summary>The largest that a stored value is a whole number of; the largest there is where nothing is stored.</summary>
    public static SettingUnit? For(SettingKind kind, string? stored)
    {
        var units = Of(kind);
        if (units.Count == 0)
            return null;
        return string.IsNullOrEmpty(stored)
            ? units[^1]
            : units.LastOrDefault(unit => Amount(kind, stored) is var amount and > 0 && amount % unit.Factor == 0) ?? units[0];
    }

    /// <summary>A stored value in this unit.</summary>
    public string NumberIn(SettingKind kind, string? stored) =>
        string.IsNullOrEmpty(stored) ? "" : (Amount(kind, stored) / Factor).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>What was typed in this unit, as it is stored; as it was typed when it is no number, or none of a possible size.</summary>
    public string Stored(SettingKind kind, string typed)
    {
        if (!decimal.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > decimal.MaxValue / Factor)
            return typed;
        var amount = number * Factor;
        if (kind is not SettingKind.Duration)
            return Math.Round(amount).ToString("0", CultureInfo.InvariantCulture);
        return Math.Abs(amount) < (decimal)TimeSpan.MaxValue.TotalSeconds - 1
            ? TimeSpan.FromTicks((long)(amount * TimeSpan.TicksPerSecond)).ToString("c", CultureInfo.InvariantCulture)
            : typed;
    }

    /// <summary>In bytes or seconds.</summary>
    private static decimal Amount(SettingKind kind, string? stored) => kind switch
    {
        _ when string.IsNullOrEmpty(stored) => 0,
        SettingKind.Duration => TimeSpan.Parse(stored, CultureInfo.InvariantCulture).Ticks / (decimal)TimeSpan.TicksPerSecond,
        _ => decimal.Parse(stored, CultureInfo.InvariantCulture),
    };
}
