using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using BatchGen.Batches.Gauges;
using BatchGen.Batches.Metering;
using BatchGen.Testing;
using BatchGen.Web.Telemetry;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Telemetry;

/// <summary>Every name that people read or write somewhere is one that the program says.</summary>
public sealed partial class InstrumentsTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{

    [Fact]
    public void Documentation_HasEveryInstrument_AndNoOther()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "observability.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["kind"].Value, StringComparer.Ordinal);

        Assert.Equal(Instruments().OrderBy(one => one.Key, StringComparer.Ordinal), documented.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Exposition_HasTheNamesAndKindsThatAreDocumented()
    {
        var metrics = await MetricsEndpointTests.ReadAsync(server);
        var instruments = Instruments();
        var own = metrics.Types.Where(type => type.Key.StartsWith("batchgen_", StringComparison.Ordinal)).ToList();

        Assert.Equal(own, own.Where(type => instruments.GetValueOrDefault(type.Key) == type.Value));
        Assert.Contains("batchgen_headroom_bytes", own.Select(type => type.Key));
        Assert.Contains("batchgen_engine_state", own.Select(type => type.Key));
        Assert.Contains(metrics.Types.Keys, name => name.StartsWith("dotnet_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("batchgen-alerts.yml")]
    [InlineData("batchgen-alerts.test.yml")]
    [InlineData("grafana-dashboard.json")]
    public void Monitoring_AsksForNoUnknownName(string file)
    {
        var known = Instruments();
        var asked = Asked().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "tools", "deploy", "monitoring", file))).Select(name => name.Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, name => !known.ContainsKey(name) && known.GetValueOrDefault(Series().Replace(name, "")) != "histogram");
    }

    [Fact]
    public void Dashboard_ShowsEveryInstrument()
    {
        var dashboard = File.ReadAllText(Path.Combine(SourceTree.Root, "tools", "deploy", "monitoring", "grafana-dashboard.json"));

        Assert.DoesNotContain(Instruments().Keys, name => !dashboard.Contains(name, StringComparison.Ordinal));
    }

    /// <summary>As Prometheus names them, with their kinds.</summary>
    private Dictionary<string, string> Instruments()
    {
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        Assert.NotNull(server.Services.GetRequiredService<GaugeBoard>());
        Assert.NotNull(server.Services.GetRequiredService<StorageGauges>());
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == BatchGenMeter.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                found.Add(NameOf(instrument), KindOf(instrument));
        };
        listener.Start();
        return found;
    }

    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "Cel" => "_celsius",
            "W" => "_watts",
            _ => "",
        };
        return instrument.Name.Replace('.', '_') + unit + (KindOf(instrument) == "counter" ? "_total" : "");
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" or "ObservableCounter`1" => "counter",
        "Histogram`1" => "histogram",
        "ObservableGauge`1" => "gauge",
        var other => throw new InvalidOperationException($"{instrument.Name} is a {other}."),
    };

    [GeneratedRegex(@"^\| `(?<name>batchgen_\w+)` \| (?<kind>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\bbatchgen_[a-z_]+[a-z]")]
    private static partial Regex Asked();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex Series();
}
