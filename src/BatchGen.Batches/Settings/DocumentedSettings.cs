using System.Reflection;
using System.Text.Json.Nodes;

namespace BatchGen.Batches.Settings;

/// <summary>
/// Every setting that there is. appsettings.schema.json is the list: a test makes it of the options classes, editors complete keys by it, and
/// it lies in this program as it was when the program was built.
/// </summary>
public sealed class DocumentedSettings
{
    private const string Schema = "appsettings.schema.json";

    private readonly Dictionary<string, DocumentedSetting> _byKey;

    /// <param name="top">The room that references every other one.</param>
    public DocumentedSettings(Assembly top)
    {
        var classes = OptionsClasses.In(top).ToDictionary(
            section => section.Key, section => section.SelectMany(OptionsClasses.SettingsOf).ToList(), StringComparer.Ordinal);
        All = [.. Read().SelectMany(entry => SettingsOf(entry.Key, entry.Value!.AsObject(), classes.GetValueOrDefault(entry.Key) ?? []))];
        Sections = [.. classes.Keys];
        _byKey = All.ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the schema: keys that stand by themselves, then section by section.</summary>
    public IReadOnlyList<DocumentedSetting> All { get; }

    /// <summary>Sections whose every key is known.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>Null when there is none of that key; keys are compared as configuration compares them.</summary>
    public DocumentedSetting? Find(string key) => _byKey.GetValueOrDefault(key);

    private static JsonObject Read()
    {
        using var file = typeof(DocumentedSettings).Assembly.GetManifestResourceStream(Schema)!;
        return JsonNode.Parse(file)!["properties"]!.AsObject();
    }

    private static IEnumerable<DocumentedSetting> SettingsOf(string name, JsonObject schema, List<PropertyInfo> properties)
    {
        // Says which schema an editor goes by, and sets nothing.
        if (name.StartsWith('$'))
            return [];
        return schema["properties"] is JsonObject keys
            ? keys.Select(key => new DocumentedSetting(name, key.Key, key.Value!.AsObject(), properties.Find(property => property.Name == key.Key)))
            : [new DocumentedSetting("", name, schema, property: null)];
    }
}
