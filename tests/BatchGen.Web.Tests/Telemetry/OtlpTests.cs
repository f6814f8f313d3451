using System.Collections.Concurrent;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BatchGen.Web.Tests.Telemetry;

/// <summary>A collector that keeps what it is sent, by its address: OTLP over HTTP with protobuf, in which names stand as they are.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private WebApplication? _collector;

    [Fact]
    public async Task EverythingIsSent_WhenTheConfigurationNamesACollector()
    {
        await using var server = new ConfiguredServer(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector!.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
            ("Logging:LogLevel:BatchGen", "Information"));
        await server.InitializeAsync();
        using var program = await server.ProgramAsync(Role.Submitter);

        program.Client.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        var id = await program.RunBatchAsync();

        await Patience.UntilAsync(() => Has("/v1/traces", id, "batch.order", "batch.submit", "shard.run", "batch.finalize"), "the spans of the batch");
        // The caller's trace, as bytes: each span has it.
        Assert.True(Has("/v1/traces", Encoding.Latin1.GetString(Convert.FromHexString(Trace))));
        await Patience.UntilAsync(() => Has("/v1/metrics", "batchgen.prompt_tokens", "batchgen.queue_items"), "the figures");
        await Patience.UntilAsync(() => Has("/v1/logs", id, "BatchId"), "the lines of the batch");
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            _received.Enqueue((http.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
        });
        await _collector.StartAsync();
    }

    public async Task DisposeAsync() => await _collector!.DisposeAsync();

    private bool Has(string path, params string[] words) =>
        words.All(word => _received.Any(request => request.Path == path && request.Body.Contains(word, StringComparison.Ordinal)));
}
