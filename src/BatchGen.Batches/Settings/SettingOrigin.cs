using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace BatchGen.Batches.Settings;

/// <summary>Where a setting's value comes from. The API has these words in lower case, with an underscore between two.</summary>
public enum SettingSource
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>A file beside the program, such as appsettings.json.</summary>
    File,

    /// <summary>The file that "dotnet user-secrets" writes, while the program is worked on.</summary>
    UserSecrets,

    /// <summary>Admin → Settings, or /api/settings.</summary>
    Browser,

    Environment,

    CommandLine,

    /// <summary>A source that whoever hosts the program added.</summary>
    Other,
}

/// <summary>What wins for one key.</summary>
/// <param name="Name">Of a file its name, of the environment the variable's; null for the rest.</param>
public sealed record SettingOrigin(SettingSource Source, string? Name = null)
{
    public static SettingOrigin BuiltIn { get; } = new(SettingSource.Default);

    /// <summary>A sentence for the console; empty when nobody set it.</summary>
    public string Sentence => Source switch
    {
        SettingSource.Default => "",
        SettingSource.File => $"It is set in {Name}.",
        SettingSource.UserSecrets => "It is set in the user secrets.",
        SettingSource.Browser => $"It was set in the browser ({SettingsSource.FileName} in the data directory).",
        SettingSource.Environment => $"It is set by the environment variable {Name}.",
        SettingSource.CommandLine => "It is set on the command line.",
        SettingSource.Other => "It is set by what hosts the program.",
    };
}

/// <summary>Asks the sources of a configuration, the one that wins first, who has a key.</summary>
public sealed class SettingOrigins(IConfigurationRoot configuration)
{
    private const string SecretsFile = "secrets.json";

    // Those that ASP.NET Core reads beside the variables without a prefix.
    private static readonly string[] Prefixes = ["", "ASPNETCORE_", "DOTNET_"];

    /// <summary>The variable that sets a key: two underscores for each colon.</summary>
    public static string VariableOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
    }

    /// <param name="key">Of a value, a list or a table: of the latter two it is who has any entry.</param>
    public SettingOrigin Find(string key)
    {
        var sources = configuration.Providers.ToList();
        var at = sources.FindLastIndex(source => source.TryGet(key, out var value) && value is not null);
        if (at < 0)
            at = sources.FindLastIndex(source => source.GetChildKeys([], key).Any());
        return at < 0 ? SettingOrigin.BuiltIn : Of(sources, at, key);
    }

    private static SettingOrigin Of(List<IConfigurationProvider> sources, int at, string key) => sources[at] switch
    {
        SettingsProvider => new SettingOrigin(SettingSource.Browser),
        EnvironmentVariablesConfigurationProvider => new SettingOrigin(SettingSource.Environment, FindVariable(key)),
        CommandLineConfigurationProvider => new SettingOrigin(SettingSource.CommandLine),
        FileConfigurationProvider { Source.Path: { } path } when Path.GetFileName(path) == SecretsFile => new SettingOrigin(SettingSource.UserSecrets),
        FileConfigurationProvider file => new SettingOrigin(SettingSource.File, Path.GetFileName(file.Source.Path)),
        ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } => new SettingOrigins(inner).Find(key),
        // What the program itself says lies below every file; what a command says, above.
        MemoryConfigurationProvider when at < sources.FindIndex(source => source is FileConfigurationProvider or SettingsProvider) => SettingOrigin.BuiltIn,
        MemoryConfigurationProvider => new SettingOrigin(SettingSource.CommandLine),
        _ => new SettingOrigin(SettingSource.Other),
    };

    /// <summary>As it is spelt in the environment; as it would be, when it is a list's or cannot be told.</summary>
    private static string FindVariable(string key)
    {
        var usual = VariableOf(key);
        var names = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key).ToList();
        return Prefixes.Select(prefix => names.Find(name => string.Equals(name, prefix + usual, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(name => name is not null) ?? usual;
    }
}
