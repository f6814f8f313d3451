using System.Globalization;

namespace BatchGen.Testing;

/// <summary>
/// A culture that writes every number otherwise than ASCII does: a room whose tests run in it says the same on every machine. Several real
/// ones are like it in part (German points, Swiss apostrophes, the Swedish minus sign).
/// </summary>
public static class OddCulture
{
    /// <summary>For the whole process; from a module initializer, before any test starts a thread.</summary>
    public static void Use()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "−";
        odd.NumberFormat.NumberGroupSeparator = "’";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.PercentDecimalSeparator = ",";
        odd.DateTimeFormat.DateSeparator = ".";
        odd.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = odd;
    }
}
