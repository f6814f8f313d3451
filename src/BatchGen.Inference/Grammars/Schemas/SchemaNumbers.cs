using System.Numerics;
using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>What a schema's keywords say about numbers.</summary>
internal static class SchemaNumbers
{
    /// <summary>OpenAPI's formats that bound a number.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];

    /// <summary>A count, held down to what an int can say: longer is never written.</summary>
    public static int Count(JsonElement value) =>
        (int)BigInteger.Min(DecimalNumber.Parse(value.GetRawText())!.Value.Units, int.MaxValue);

    public static NumberRange RangeOf(SchemaPart part)
    {
        var range = NumberRange.All;
        if (Bound(part, "minimum", "exclusiveMinimum") is { } low)
            range = range.Intersect(NumberRange.All with { Low = low });
        if (Bound(part, "exclusiveMinimum", exclusive: null) is { } above)
            range = range.Intersect(NumberRange.All with { Low = above with { IsExclusive = true } });
        if (Bound(part, "maximum", "exclusiveMaximum") is { } high)
            range = range.Intersect(NumberRange.All with { High = high });
        if (Bound(part, "exclusiveMaximum", exclusive: null) is { } below)
            range = range.Intersect(NumberRange.All with { High = below with { IsExclusive = true } });
        if (Bound(part, "multipleOf", exclusive: null) is { } step)
            range = range.Intersect(NumberRange.All with { Step = step.Value });
        return part.Text("format") is { } format && Formats.Contains(format) ? range.Intersect(OfFormat(format)) : range;
    }

    /// <param name="exclusive">Draft 4 and OpenAPI 3.0 say with true beside it that the bound itself is left out.</param>
    private static NumberBound? Bound(SchemaPart part, string keyword, string? exclusive)
    {
        if (!part.TryGet(keyword, out var value) || value.ValueKind != JsonValueKind.Number)
            return null;
        var isExclusive = exclusive is not null && part.TryGet(exclusive, out var flag) && flag.ValueKind == JsonValueKind.True;
        return new NumberBound(DecimalNumber.Parse(value.GetRawText())!.Value, isExclusive);
    }

    private static NumberRange OfFormat(string format)
    {
        var isUnsigned = format[0] == 'u';
        var bits = int.Parse(format.AsSpan(isUnsigned ? 4 : 3), System.Globalization.CultureInfo.InvariantCulture);
        var end = BigInteger.Pow(2, isUnsigned ? bits : bits - 1);
        return new NumberRange(
            new NumberBound(new DecimalNumber(isUnsigned ? 0 : -end, 0), IsExclusive: false),
            new NumberBound(new DecimalNumber(end - 1, 0), IsExclusive: false),
            DecimalNumber.One);
    }
}
