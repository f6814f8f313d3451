using BatchGen.Batches.Data;
using BatchGen.Batches.Settings;
using Microsoft.Extensions.Configuration.Json;

namespace BatchGen.Web.Hosting;

/// <summary>Puts what was set in the browser above appsettings.json and below the environment and the command line.</summary>
internal static class BrowserSettings
{
    /// <summary>Called when every other source is there: the data directory, which has the file, is named by one of them.</summary>
    public static void AddBrowserSettings(this IConfigurationManager configuration)
    {
        var said = configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}"];
        // A blank one is refused at the start, with a sentence.
        var folder = string.IsNullOrWhiteSpace(said) ? new StorageOptions().DataDirectory : said;
        var above = configuration.Sources.Select((source, index) => source is JsonConfigurationSource ? index + 1 : 0).Max();
        configuration.Sources.Insert(above, new SettingsSource(Path.Combine(Path.GetFullPath(folder), SettingsSource.FileName)));
    }
}
