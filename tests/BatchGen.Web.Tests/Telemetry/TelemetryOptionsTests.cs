using BatchGen.Web.Telemetry;
using Microsoft.Extensions.Configuration;

namespace BatchGen.Web.Tests.Telemetry;

public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData("Telemetry:Metrics", "7", "Telemetry:Metrics is '7'.")]
    [InlineData("Telemetry:MetricsNetworks:0", "everywhere", "Telemetry:MetricsNetworks has 'everywhere'")]
    [InlineData("Telemetry:LogLines", "0", "Telemetry:LogLines is 0.")]
    public void Validate_NamesTheKey(string key, string value, string said)
    {
        var options = new TelemetryOptions();
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build().GetSection(TelemetryOptions.Section).Bind(options);

        Assert.Contains(said, string.Join(' ', new TelemetryOptionsValidator().Validate(null, options).Failures ?? []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:4317", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", false, false)]
    [InlineData("SOMETHING_ELSE", "http://127.0.0.1:4317", false, false)]
    public void OtlpTargets_AreThoseWithAnAddress(string key, string value, bool metrics, bool traces)
    {
        var targets = OtlpTargets.Of(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build());

        Assert.Equal((metrics, traces), (targets.Metrics, targets.Traces));
    }
}
