using Microsoft.Extensions.Configuration;

namespace BatchGen.Batches.Settings;

/// <summary>The file's values for the configuration. It reads the file at the start and when told to, and watches nothing.</summary>
internal sealed class SettingsProvider(SettingsFile file) : ConfigurationProvider
{
    public SettingsFile File => file;

    public override void Load() => Data = file.Read();

    /// <summary>Whoever follows the configuration has the new values when this returns.</summary>
    public void Reload()
    {
        Load();
        OnReload();
    }
}

/// <summary>Makes what was set in the browser a part of the configuration; its place among the others says what wins.</summary>
/// <param name="path">Of the file; it need not be there.</param>
public sealed class SettingsSource(string path) : IConfigurationSource
{
    /// <summary>Of the file below the data directory.</summary>
    public const string FileName = "settings.json";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SettingsProvider(new SettingsFile(path));
}
