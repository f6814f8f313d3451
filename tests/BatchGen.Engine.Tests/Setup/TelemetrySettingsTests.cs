using BatchGen.Engine.Setup;
using Microsoft.Extensions.Configuration;

namespace BatchGen.Engine.Tests.Setup;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Of_HandsOnWhatOpenTelemetryReads_AndNothingElse()
    {
        var settings = Of(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=b"), ("Storage:Password", "secret"));

        Assert.Equal(["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS"], settings!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_IsNothing_WhereNoTracesAreSent()
    {
        Assert.Null(Of(("OTEL_SERVICE_NAME", "mine")));
        Assert.Null(Of(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:4317")));
        Assert.Null(Of(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"), ("OTEL_SDK_DISABLED", "true")));
    }

    private static IReadOnlyDictionary<string, string>? Of(params (string Key, string Value)[] settings) => TelemetrySettings.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
