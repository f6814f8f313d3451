using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Settings;

/// <summary>A property of an options class that may be changed while the server runs: whoever reads it asks for its current value.</summary>
public sealed class EditableSetting
{
    private readonly Type _type;
    private readonly Func<IConfiguration, object?> _read;
    private readonly Func<IConfiguration, IServiceProvider, IEnumerable<string>> _judge;

    private EditableSetting(
        string section,
        string name,
        Type type,
        Func<IConfiguration, object?> read,
        Func<IConfiguration, IServiceProvider, IEnumerable<string>> judge)
    {
        Section = section;
        Key = $"{section}:{name}";
        IsOptional = Nullable.GetUnderlyingType(type) is not null || type == typeof(string);
        _type = Nullable.GetUnderlyingType(type) ?? type;
        _read = read;
        _judge = judge;
    }

    /// <summary>As appsettings.json has it, e.g. "Submission:MaxItems".</summary>
    public string Key { get; }

    /// <summary>The part of the key before the colon.</summary>
    public string Section { get; }

    /// <summary>Its value may be none, which is the empty text.</summary>
    public bool IsOptional { get; }

    public SettingKind Kind => KindOf(_type, Key);

    /// <summary>Of <see cref="SettingKind.Choice"/>: every name.</summary>
    public IReadOnlyList<string> Choices => _type.IsEnum ? Enum.GetNames(_type) : [];

    /// <param name="section">Of the options class.</param>
    /// <param name="name">Of the property: a number, a time span, a switch, an enumeration or a text.</param>
    public static EditableSetting Of<TOptions>(string section, string name)
        where TOptions : class, new()
    {
        var property = typeof(TOptions).GetProperty(name) ?? throw new ArgumentException($"{typeof(TOptions).Name} has no {name}.", nameof(name));
        TOptions Bind(IConfiguration configuration)
        {
            var options = new TOptions();
            configuration.GetSection(section).Bind(options);
            return options;
        }

        return new(
            section,
            name,
            property.PropertyType,
            configuration => property.GetValue(Bind(configuration)),
            (configuration, services) => services.GetServices<IValidateOptions<TOptions>>()
                .Select(validator => validator.Validate(Options.DefaultName, Bind(configuration)))
                .Where(result => result.Failed)
                .SelectMany(result => result.Failures ?? []));
    }

    /// <summary>One entry of a table whose names are the administrator's own.</summary>
    /// <param name="section">The table.</param>
    internal static EditableSetting Entry(string section, string name) =>
        new(section, name, typeof(string), configuration => configuration[$"{section}:{name}"], (_, _) => []);

    /// <summary>The value a configuration gives it, as <see cref="Parse"/> writes it; null is none.</summary>
    /// <exception cref="InvalidOperationException">A value of its section is of the wrong kind.</exception>
    internal string? TextIn(IConfiguration configuration) => Write(_read(configuration));

    /// <summary>What the section's validators say to a configuration: sentences that name the key.</summary>
    internal IEnumerable<string> ProblemsIn(IConfiguration configuration, IServiceProvider services) => _judge(configuration, services);

    /// <summary>A typed text in the one spelling that is stored: digits, "1.00:00:00", "true", a name; null when it is no value of this kind.</summary>
    internal string? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return IsOptional ? "" : null;
        return Write(_type switch
        {
            _ when _type == typeof(string) => text,
            _ when _type == typeof(bool) => bool.TryParse(text, out var isOn) ? isOn : null,
            _ when _type == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null,
            _ when _type.IsEnum => Enum.TryParse(_type, text, ignoreCase: true, out var choice) && Enum.IsDefined(_type, choice) ? choice : null,
            _ when _type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (object?)null,
        });
    }

    /// <param name="type">Of the value, without its question mark.</param>
    internal static SettingKind KindOf(Type type, string key) => type switch
    {
        _ when type == typeof(bool) => SettingKind.Switch,
        _ when type == typeof(TimeSpan) => SettingKind.Duration,
        _ when type == typeof(string) => SettingKind.Text,
        _ when type.IsEnum => SettingKind.Choice,
        _ => key.EndsWith("Bytes", StringComparison.Ordinal) ? SettingKind.Bytes : SettingKind.Count,
    };

    /// <summary>A value in the one spelling that is stored; null is none.</summary>
    internal static string? Write(object? value) => value switch
    {
        null => null,
        bool isOn => isOn ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>What a setting's value is, which decides how a page asks for it.</summary>
public enum SettingKind
{
    Count,

    Bytes,

    Duration,

    Switch,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>In a form of its own, which the section's validator knows.</summary>
    Text,

    /// <summary>Several values, by number or by name. No field of the settings page asks for it.</summary>
    List,
}

/// <summary>What wins over the browser, so that a setting cannot be changed there.</summary>
public enum SettingHold
{
    None,

    /// <summary>An environment variable: the key with two underscores for each colon.</summary>
    Environment,

    /// <summary>An option of the command that started the server.</summary>
    CommandLine,
}

/// <summary>A setting as the server runs with it.</summary>
/// <param name="Value">As appsettings.json would have it; null is none.</param>
/// <param name="Default">What holds when the browser's value is taken back: appsettings.json's, else the program's own.</param>
/// <param name="IsChanged">It was set in the browser.</param>
public sealed record SettingNow(EditableSetting Setting, string? Value, string? Default, bool IsChanged, SettingHold Hold);
