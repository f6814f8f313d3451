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
