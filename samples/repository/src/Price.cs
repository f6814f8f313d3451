using System.Globalization;

namespace Till;

public readonly record struct Price(long Cents)
{
    public static Price Parse(string text)
    {
        var value = decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
        return new Price((long)decimal.Round(value * 100));
    }

    public Price Times(int count) => new(Cents * count);

    public Price Less(int percent) => new(Cents - Cents * percent / 100);

    public override string ToString() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
