using System.Reflection;

namespace BatchGen.Batches.Settings;

/// <summary>The classes that sections of the configuration are bound to: each has a constant that names its section. Two may share one.</summary>
public static class OptionsClasses
{
    /// <param name="top">The program's own room; those that it and this one reference are looked through as well.</param>
    public static IEnumerable<IGrouping<string, Type>> In(Assembly top)
    {
        ArgumentNullException.ThrowIfNull(top);
        return new[] { top, typeof(OptionsClasses).Assembly }
            .SelectMany(room => room.GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load).Prepend(room))
            .Distinct()
            .SelectMany(room => room.GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && SectionOf(type) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .GroupBy(type => SectionOf(type)!, StringComparer.Ordinal)
            .OrderBy(section => section.Key, StringComparer.Ordinal);
    }

    /// <summary>What a configuration can set of such a class.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.SetMethod is { IsPublic: true } || (property.SetMethod is null && property.PropertyType == typeof(IList<string>)));
    }

    private static bool IsOurs(AssemblyName room) => room.Name!.StartsWith("BatchGen.", StringComparison.Ordinal);

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } section ? (string)section.GetRawConstantValue()! : null;
}
