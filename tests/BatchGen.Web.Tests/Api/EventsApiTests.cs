using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Progress as server-sent events.</summary>
public sealed class EventsApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Events_TellASubmitterOfTheirOwnBatchesOnly()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        using var stream = await OpenAsync(mine, "/api/events", patience.Token);
        await using var events = SseParser.Create(await stream.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token)
            .GetAsyncEnumerator(patience.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("ping", events.Current.EventType);

        await theirs.RunBatchAsync();
        var batch = await mine.RunBatchAsync();

        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType != "progress")
                continue;
            var progress = JsonSerializer.Deserialize<JsonElement>(events.Current.Data);
            Assert.Equal(batch, progress.IdOf());
            if (progress.GetProperty("state").GetString() == "completed")
                break;
        }

        Assert.False(patience.IsCancellationRequested);
    }

    [Fact]
    public async Task Events_AreRefused_ForABatchThatIsNotTheirs()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var theirs = await server.ProgramAsync(Role.Submitter);
        var batch = await mine.RunBatchAsync();

        await theirs.RefusedAsync(HttpMethod.Get, $"/api/events?batch={batch}", null, HttpStatusCode.NotFound, "batch_not_found");
    }

    private static async Task<HttpResponseMessage> OpenAsync(Visitor visitor, string path, CancellationToken cancellationToken)
    {
        var answer = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return answer;
    }
}
