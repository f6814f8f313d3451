using System.Reflection;

namespace BatchGen.Web.Tests.Documents;

/// <summary>
/// The least and the most that a section's validators take of a number or a time span, asked of themselves: what they say stands in sentences,
/// and a range written down beside them would go stale. Null where nothing but the type bounds it.
/// </summary>
/// <param name="Least">Of a time span in ticks.</param>
internal sealed record SettingRange(long? Least, long? Most)
{
    private static readonly long[] Anchors = [1, 2, 16, 100, 1_000, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute, TimeSpan.TicksPerDay];

    public static bool IsAskedOf(Type type) => BoundsOf(type) is not null;

    /// <param name="problems">What the validators say to the options; each sentence begins with its key.</param>
    public static SettingRange Of(Type options, PropertyInfo property, string key, Func<object, IEnumerable<string>> problems)
    {
        var (lowest, highest) = BoundsOf(property.PropertyType)!.Value;
        var anchor = Anchors.Prepend(NumberOf(property.GetValue(Activator.CreateInstance(options))) ?? 1).First(Takes);
        return new SettingRange(
            Takes(lowest) ? null : Search(lowest, anchor),
            Takes(highest) ? null : Search(highest, anchor));

        // Some bounds are another setting's value; such a value is possible if it is with the others as they are, all tiny, or all huge.
        bool Takes(long value) => new Func<Type, long>?[] { null, _ => 0, type => BoundsOf(type)!.Value.Highest }
            .Any(others => !ProblemsWith(value, others).Any());

        IEnumerable<string> ProblemsWith(long value, Func<Type, long>? others)
        {
            var instance = Activator.CreateInstance(options)!;
            foreach (var other in options.GetProperties().Where(other => others is not null && other.CanWrite && BoundsOf(other.PropertyType) is not null))
                other.SetValue(instance, ValueOf(other.PropertyType, others!(other.PropertyType)));
            property.SetValue(instance, ValueOf(property.PropertyType, value));
            return problems(instance).Where(problem => problem.StartsWith($"{key} ", StringComparison.Ordinal));
        }

        long Search(long refused, long taken)
        {
            while (Math.Abs((decimal)refused - taken) > 1)
            {
                var middle = (long)(((decimal)refused + taken) / 2);
                if (Takes(middle))
                    taken = middle;
                else
                    refused = middle;
            }
            return taken;
        }
    }

    private static (long Lowest, long Highest)? BoundsOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 when !(Nullable.GetUnderlyingType(type) ?? type).IsEnum => (int.MinValue, int.MaxValue),
        TypeCode.Int64 or TypeCode.Double => (-(1L << 52), 1L << 52),
        _ when (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan) => (-TimeSpan.TicksPerDay, 1_000_000 * TimeSpan.TicksPerDay),
        _ => null,
    };

    private static long? NumberOf(object? value) => value switch
    {
        null => null,
        TimeSpan span => span.Ticks,
        double number => (long)number,
        _ => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static object ValueOf(Type type, long value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var plain when plain == typeof(TimeSpan) => new TimeSpan(value),
        var plain => Convert.ChangeType(value, plain, System.Globalization.CultureInfo.InvariantCulture),
    };
}
