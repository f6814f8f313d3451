using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.Telemetry;

/// <summary>The real server with a scripted engine and settings of the test's own.</summary>
internal sealed class ConfiguredServer : RunningServer
{
    /// <param name="settings">Null leaves a key out.</param>
    public ConfiguredServer(params (string Key, string? Value)[] settings)
        : base(
            engine => engine.Duration = TimeSpan.FromMilliseconds(1),
            settings.Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create(setting.Key, setting.Value))) =>
        File.WriteAllText(ModelPath, "scripted");
}
