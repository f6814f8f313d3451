using System.Net;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Telemetry;

public sealed class MetricsEndpointTests
{
    private const int Lines = 7;

    [Fact]
    public async Task Metrics_AreThoseOfTheResults_AfterABatch()
    {
        await using var server = new ScriptedServer();
        await server.InitializeAsync();
        using var program = await server.ProgramAsync(Role.Submitter);

        var id = await program.RunBatchAsync(Lines);

        var batch = await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}");
        Assert.Equal(Lines, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        var usages = await UsagesAsync(program, batch);
        var metrics = await ReadAsync(server);
        Assert.Equal(usages.Sum(usage => usage.GetProperty("prompt_tokens").GetInt64()), metrics.Sum("batchgen_prompt_tokens_total", ("source", "batch")));
        Assert.Equal(
            usages.Sum(usage => usage.GetProperty("completion_tokens").GetInt64()), metrics.Sum("batchgen_generated_tokens_total", ("source", "batch")));
        Assert.Equal(
            usages.Sum(usage => usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt64()), metrics.Sum(
                "batchgen_cached_tokens_total", ("source", "batch")));
        Assert.Equal(Lines, metrics.Sum("batchgen_items_finished_total", ("state", "succeeded")));
        Assert.Equal(Lines, metrics.Sum("batchgen_items_submitted_total"));
        Assert.Equal(1, metrics.Sum("batchgen_submissions_total", ("outcome", "accepted")));
        Assert.Equal(Lines, metrics.Sum("batchgen_time_to_first_token_seconds_count", ("source", "batch")));
        // 40 ms in the queue and 180 ms of prefill each, as the scripted engine says.
        Assert.Equal(Lines * 0.22, metrics.Sum("batchgen_time_to_first_token_seconds_sum", ("source", "batch")), precision: 6);
        Assert.Equal(0, metrics.Sum("batchgen_queue_items"));
        Assert.Equal(9, metrics.Find("batchgen_queue_items").Count());
        Assert.Equal("counter", metrics.Types["batchgen_prompt_tokens_total"]);
        Assert.Equal("histogram", metrics.Types["batchgen_time_to_first_token_seconds"]);
    }

    [Fact]
    public async Task Metrics_CountLiveAnswersApart()
    {
        await using var server = new ScriptedServer();
        await server.InitializeAsync();
        using var program = await server.ProgramAsync(Role.Submitter);

        var answer = await program.AskAsync(HttpMethod.Post, "/v1/chat/completions", ApiVisits.Chat("Hello there"));

        var metrics = await ReadAsync(server);
        Assert.Equal(
            answer.GetProperty("usage").GetProperty("completion_tokens").GetInt64(), metrics.Sum("batchgen_generated_tokens_total", ("source", "live")));
        Assert.Equal(0, metrics.Sum("batchgen_generated_tokens_total", ("source", "batch")));
        Assert.Equal(1, metrics.Sum("batchgen_live_requests_total", ("outcome", "answered")));
    }

    [Fact]
    public async Task Metrics_HaveThisServersOwnFigures_WhenAnotherRunsInTheSameProcess()
    {
        await using var busy = new ScriptedServer();
        await using var idle = new ScriptedServer();
        await busy.InitializeAsync();
        await idle.InitializeAsync();
        using var program = await busy.ProgramAsync(Role.Submitter);

        await program.RunBatchAsync(Lines);

        Assert.Equal(Lines, (await ReadAsync(busy)).Sum("batchgen_items_finished_total"));
        Assert.Equal(0, (await ReadAsync(idle)).Sum("batchgen_items_finished_total"));
    }

    [Fact]
    public async Task Metrics_NeedAKey_UnlessTheConfigurationSaysOtherwise()
    {
        await using var server = new ScriptedServer();
        await server.InitializeAsync();
        using var nobody = Visitor.Nobody(server);
        using var reader = await Visitor.ProgramAsync(server, Role.Viewer, Rights.Read);

        using var refused = await nobody.SendAsync(HttpMethod.Get, "/metrics");
        using var allowed = await reader.SendAsync(HttpMethod.Get, "/metrics");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("Authorization: Bearer KEY", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Theory]
    [InlineData("Networks", null, null, HttpStatusCode.OK)]
    [InlineData("Networks", "10.0.0.0/8", null, HttpStatusCode.Unauthorized)]
    // Through a proxy that was not announced everybody seems to be near.
    [InlineData("Networks", null, "X-Forwarded-For", HttpStatusCode.Unauthorized)]
    public async Task Metrics_AreForWhomTheConfigurationNames(string access, string? network, string? header, HttpStatusCode expected)
    {
        await using var server = new ConfiguredServer(("Telemetry:Metrics", access), ("Telemetry:MetricsNetworks:0", network));
        await server.InitializeAsync();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        if (header is not null)
            client.DefaultRequestHeaders.Add(header, "203.0.113.7");

        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Metrics_AreNowhere_WhenTheyAreOff()
    {
        await using var server = new ConfiguredServer(("Telemetry:Metrics", "Off"));
        await server.InitializeAsync();

        using var answer = await server.Client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    internal static async Task<Exposition> ReadAsync(RunningServer server)
    {
        using var answer = await server.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return Exposition.Parse(text);
    }

    private static async Task<IReadOnlyList<JsonElement>> UsagesAsync(Visitor program, JsonElement batch)
    {
        using var answer = await program.SendAsync(HttpMethod.Get, $"/v1/files/{batch.GetProperty("output_file_id").GetString()}/content");
        return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("response").GetProperty("body").GetProperty("usage"))];
    }
}
