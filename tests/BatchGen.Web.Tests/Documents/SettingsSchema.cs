using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using BatchGen.Batches.Models;
using BatchGen.Batches.Settings;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.Tests.Documents;

/// <summary>
/// The JSON schema of appsettings.json, made of the classes that sections are bound to: their summaries, defaults and enumerations, and the
/// ranges that their validators take. What is not ours (Logging, Kestrel, OTEL_…) may stand beside them.
/// </summary>
/// <param name="validators">The sentences of every validator of such options.</param>
internal sealed class SettingsSchema(Func<object, IEnumerable<string>> validators)
{
    private const string DurationPattern = @"^-?(\d+\.)?\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,7})?)?$|^\d+$";

    public JsonObject Document() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "BatchGen's settings",
        ["description"] = "Made of the program's own options by the tests; not written by hand.",
        ["type"] = "object",
        ["properties"] = Merged(new JsonObject
        {
            ["$schema"] = Text("This file's schema."),
            ["Urls"] = Text("Where the server listens, several with semicolons between them. http://127.0.0.1:5080 if nothing is said."),
            ["PathBase"] = Text("The folder under which a proxy shows the server, e.g. /batchgen."),
            ["Logging"] = new JsonObject { ["type"] = "object", ["description"] = "Which lines are written where, as ASP.NET Core reads it." },
            ["Kestrel"] = new JsonObject { ["type"] = "object", ["description"] = "Certificates and further endpoints, as ASP.NET Core reads them." },
        }),
    };

    private JsonObject Merged(JsonObject properties)
    {
        foreach (var section in OptionsClasses.In(typeof(BatchGenApplication).Assembly))
        {
            var keys = new JsonObject();
            foreach (var (type, property) in section.SelectMany(type => OptionsClasses.SettingsOf(type).Select(property => (type, property))))
                keys[property.Name] = Of(section.Key, type, property);
            properties[section.Key] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = string.Join(" ", section.Select(type => XmlSummaries.Find($"T:{type.FullName}")).OfType<string>()),
                ["additionalProperties"] = false,
                ["properties"] = keys,
            };
        }

        // A table whose names are the administrator's own, which no class has as a property.
        properties["Models"]!["properties"]!["Aliases"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = XmlSummaries.Find($"T:{typeof(ModelAliases).FullName}"),
            ["additionalProperties"] = new JsonObject { ["type"] = "string" },
        };
        return properties;
    }

    private JsonObject Of(string section, Type options, PropertyInfo property)
    {
        var schema = OfType(property.PropertyType);
        var description = XmlSummaries.Find($"P:{options.FullName}.{property.Name}") ?? "";
        if (SettingRange.IsAskedOf(property.PropertyType))
        {
            var range = SettingRange.Of(options, property, $"{section}:{property.Name}", validators);
            if (Plain(property.PropertyType) == typeof(TimeSpan))
                description = $"{description} {DurationWords(range)}".Trim();
            else
                Bound(schema, range);
        }
        if (description.Length > 0)
            schema["description"] = description;
        if (DefaultOf(property.GetValue(Activator.CreateInstance(options))) is { } standard)
            schema["default"] = standard;
        if (property.GetCustomAttribute<PasswordPropertyTextAttribute>() is { Password: true })
            schema["writeOnly"] = true;
        return schema;
    }

    private static JsonObject OfType(Type type) => Plain(type) switch
    {
        var plain when plain == typeof(bool) => Typed("boolean", type),
        var plain when plain == typeof(int) || plain == typeof(long) => Typed("integer", type),
        var plain when plain == typeof(float) || plain == typeof(double) => Typed("number", type),
        var plain when plain == typeof(string) => new JsonObject { ["type"] = new JsonArray("string", "null") },
        var plain when plain == typeof(TimeSpan) => With(Typed("string", type), "pattern", DurationPattern),
        { IsEnum: true } plain => With([], "enum", new JsonArray([.. Names(plain, IsNullable(type))])),
        { IsGenericType: true } map when map.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) =>
            With(Typed("object", type), "additionalProperties", OfType(map.GetGenericArguments()[1])),
        { IsGenericType: true } list => With(Typed("array", type), "items", OfType(list.GetGenericArguments()[0])),
        var other => throw new InvalidOperationException($"A setting of type {other} has no schema yet."),
    };

    private static IEnumerable<JsonNode?> Names(Type choice, bool isNullable) =>
        Enum.GetNames(choice).Select(name => (JsonNode?)name).Concat(isNullable ? [null] : []);

    private static void Bound(JsonObject schema, SettingRange range)
    {
        if (range.Least is { } least)
            schema["minimum"] = least;
        if (range.Most is { } most)
            schema["maximum"] = most;
    }

    private static string DurationWords(SettingRange range) => "[days.]hours:minutes:seconds" + (range switch
    {
        { Least: null, Most: null } => ".",
        { Least: { } least, Most: null } => $", {Least(least)}.",
        { Least: null, Most: { } most } => $", at most {new TimeSpan(most):c}.",
        { Least: { } least, Most: { } most } => $", {Least(least)}, at most {new TimeSpan(most):c}.",
    });

    private static string Least(long ticks) => ticks == 1 ? "more than 0" : string.Create(CultureInfo.InvariantCulture, $"at least {new TimeSpan(ticks):c}");

    /// <summary>Null where there is none, or where it depends on the machine.</summary>
    private static JsonNode? DefaultOf(object? value) => value switch
    {
        null or "" => null,
        string text => Path.IsPathFullyQualified(text) ? null : text,
        bool isOn => isOn,
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Enum choice => choice.ToString(),
        IEnumerable => null,
        double number => number,
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static JsonObject Typed(string name, Type type) => new() { ["type"] = IsNullable(type) ? new JsonArray(name, "null") : name };

    private static JsonObject With(JsonObject schema, string key, JsonNode value)
    {
        schema[key] = value;
        return schema;
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static bool IsNullable(Type type) => Nullable.GetUnderlyingType(type) is not null;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
