using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Settings;

/// <summary>One setting of appsettings.schema.json, with the property of an options class that it is bound to.</summary>
public sealed class DocumentedSetting
{
    private readonly JsonObject _schema;
    private readonly PropertyInfo? _property;

    /// <param name="section">Empty for a key that stands by itself.</param>
    /// <param name="property">Null when no class of ours has it: ASP.NET Core reads it, or it is a table of its own.</param>
    internal DocumentedSetting(string section, string name, JsonObject schema, PropertyInfo? property)
    {
        Section = section;
        Name = name;
        _schema = schema;
        _property = property;
    }

    public string Section { get; }

    public string Name { get; }

    /// <summary>As appsettings.json has it, e.g. "Engine:Slots".</summary>
    public string Key => Section.Length == 0 ? Name : ConfigurationPath.Combine(Section, Name);

    /// <summary>English; what it is, and of time spans how it is written.</summary>
    public string Description => (string?)_schema["description"] ?? "";

    /// <summary>A key, a password, or a text that may hold one: nobody shows its value.</summary>
    public bool IsSecret => (bool?)_schema["writeOnly"] ?? false;

    /// <summary>ASP.NET Core reads a whole section of that name, whose keys are not ours to know.</summary>
    public bool IsForeign => _property is null && Section.Length == 0 && (string?)_schema["type"] == "object";

    /// <summary>It has entries, by number or by name.</summary>
    public bool IsList => IsForeign || _schema["items"] is not null || _schema["additionalProperties"] is JsonObject;

    public SettingKind Kind => this switch
    {
        { IsList: true } => SettingKind.List,
        { Type: { } type } => EditableSetting.KindOf(type, Key),
        _ => SettingKind.Text,
    };

    /// <summary>Of <see cref="SettingKind.Choice"/>: every name.</summary>
    public IReadOnlyList<string> Choices => Type is { IsEnum: true } ? Enum.GetNames(Type) : [];

    /// <summary>A key is this setting's, or that of an entry of it.</summary>
    public bool Holds(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Key, StringComparison.OrdinalIgnoreCase) && (key.Length == Key.Length || key[Key.Length] == ConfigurationPath.KeyDelimiter[0]);
    }

    /// <summary>What a value, or each entry of a list, is read as.</summary>
    internal Type? Type => _property is null
        ? null
        : IsList ? _property.PropertyType.GetGenericArguments()[^1] : Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;

    /// <summary>The built-in default as <see cref="TextIn"/> writes it; null is none.</summary>
    internal string? DefaultText => _property is null ? null : Write(_property.GetValue(Activator.CreateInstance(_property.DeclaringType!)));

    /// <summary>What a value may be, as the end of a sentence; empty when any text may.</summary>
    internal string Allowed => Type switch
    {
        null => "",
        var type when type == typeof(string) => "",
        var type when type == typeof(bool) => "Use true or false.",
        var type when type == typeof(TimeSpan) => "Use [days.]hours:minutes:seconds, e.g. 00:00:30 for thirty seconds.",
        { IsEnum: true } => $"Use {string.Join(" or ", Choices)}.",
        _ => AllowedNumber,
    };

    private string AllowedNumber => (Number("minimum"), Number("maximum")) switch
    {
        ({ } least, { } most) => $"Use a number from {least} to {most}.",
        ({ } least, null) => $"Use a number of {least} or more.",
        (null, { } most) => $"Use a number of {most} or less.",
        (null, null) => "Use a number.",
    };

    /// <summary>The value that the program runs with, as appsettings.json would have it; null is none. A secret's is not asked for here.</summary>
    internal string? TextIn(IServiceProvider services, IConfiguration configuration)
    {
        if (IsForeign)
            return null;
        if (_property is null)
            return IsList ? Write(Entries(configuration)) : configuration[Key];
        var options = (IOptions<object>)services.GetService(typeof(IOptions<>).MakeGenericType(_property.DeclaringType!))!;
        return Write(_property.GetValue(options.Value));
    }

    private static string? Write(object? value) => value switch
    {
        IDictionary table => Joined(table.Keys.Cast<object>().Select(key => $"{key} = {EditableSetting.Write(table[key])}")),
        IEnumerable list and not string => Joined(list.Cast<object?>().Select(EditableSetting.Write)),
        _ => EditableSetting.Write(value),
    };

    private static string? Joined(IEnumerable<string?> entries) => string.Join(", ", entries) is { Length: > 0 } text ? text : null;

    private Dictionary<string, string?> Entries(IConfiguration configuration) => configuration.GetSection(Key).AsEnumerable(makePathsRelative: true)
        .Where(entry => entry.Key.Length > 0 && !string.IsNullOrEmpty(entry.Value))
        .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase);

    private string? Number(string bound) => _schema[bound] is { } number ? string.Create(CultureInfo.InvariantCulture, $"{(long)number}") : null;
}
