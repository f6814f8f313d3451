using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Web.OpenAi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>What a stream sends and when, by a clock that moves when told to and an engine that says what it is told to.</summary>
public sealed class AnswerStreamTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly SequenceResult Result = new("ab", FinishReason.Stop, 3, 0, 2, new SequenceTimings(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero));

    private readonly ScriptedTime _time = new();
    private readonly Pipe _sent = new();
    private readonly CancellationTokenSource _left = new();
    private readonly StringBuilder _read = new();

    public void Dispose() => _left.Dispose();

    [Fact]
    public async Task Headers_AreSent_AsSoonAsTheRequestIsQueued()
    {
        var engine = new Script();
        var sending = SendAsync(Chat(), engine);

        engine.Say(new GenerationQueued("live"));

        await SeenAsync(": queued\n\n");
        await LeaveAsync(sending);
    }

    [Fact]
    public async Task Comments_AreSent_WhileItWaitsReadsAndWrites()
    {
        var engine = new Script();
        var sending = SendAsync(Chat(), engine);
        engine.Say(new GenerationQueued("live"));
        await SeenAsync(": queued\n\n");

        await QuietAsync();
        await SeenAsync(": queued\n\n");
        engine.Say(new GenerationStarted("live"));
        await QuietUntilAsync(": reading the prompt\n\n");
        engine.Say(new GenerationText("live", "a"));
        await SeenAsync("\"content\":\"a\"");
        await QuietUntilAsync(": writing\n\n");
        engine.End(new GenerationFinished("live", Result));

        await SeenAsync("data: [DONE]\n\n");
        await sending;
    }

    /// <summary>Events that leave nothing to send are silence too.</summary>
    [Fact]
    public async Task Comments_AreSent_WhileACallIsKeptUntilItIsWhole()
    {
        var engine = new Script();
        var sending = SendAsync(Chat("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\""), engine);
        engine.Say(new GenerationStarted("live"));
        await SeenAsync("\"role\":\"assistant\"");
        for (var i = 0; i < 3; i++)
            engine.Say(new GenerationText("live", i == 0 ? "```json\n{\"name\": \"f\"," : " "));

        await QuietUntilAsync(": writing\n\n");
        await LeaveAsync(sending);
    }

    [Theory]
    [InlineData("context_length_exceeded", "invalid_request_error", "messages")]
    [InlineData("engine_step_failed", "server_error", null)]
    public async Task Failure_IsTheLastEvent_OnceTheStatusIsSent(string code, string type, string? param)
    {
        var engine = new Script();
        var sending = SendAsync(Chat(), engine);
        engine.Say(new GenerationQueued("live"));
        engine.End(new GenerationFailed("live", new SequenceFailure(code, "So it is.")));

        await sending;

        var last = (await RestAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        var error = JsonSerializer.Deserialize<JsonElement>(last["data: ".Length..]).GetProperty("error");
        Assert.Equal((code, type, param, "So it is."), (error.GetProperty("code").GetString(), error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Fault_IsTheLastEventToo_AndTellsNothingOfTheServer()
    {
        var engine = new Script();
        var sending = SendAsync(Chat(), engine);
        engine.Say(new GenerationQueued("live"));
        engine.Break(new InvalidOperationException("/secret/path"));

        await sending;

        var sent = await RestAsync();
        Assert.Contains("internal_error", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_HasAStatusOfItsOwn_BeforeAnythingIsSent()
    {
        var engine = new Script();
        engine.End(new GenerationFailed("live", new SequenceFailure("context_length_exceeded", "Too long.")));

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => SendAsync(Chat(), engine));

        Assert.Equal("messages", refusal.Param);
        Assert.Empty(await RestAsync());
    }

    [Fact]
    public async Task Choices_AreSentByTheirIndex_AndCountedTogether()
    {
        var first = new Script();
        var second = new Script();
        using var body = JsonDocument.Parse("""{"prompt":["x","y"],"stream":true,"stream_options":{"include_usage":true}}""");
        var sending = SendAsync(LiveRequestParser.ParseCompletion(body.RootElement), first, second);
        first.Say(new GenerationStarted("live"));
        second.Say(new GenerationStarted("live"));
        second.Say(new GenerationText("live", "b"));
        second.End(new GenerationFinished("live", Result));
        first.Say(new GenerationText("live", "a"));
        first.End(new GenerationFinished("live", Result));

        await sending;

        var chunks = (await RestAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(
            part => part.StartsWith("data: {", StringComparison.Ordinal))
            .Select(part => JsonSerializer.Deserialize<JsonElement>(part["data: ".Length..])).ToList();
        var texts = chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).ToLookup(
            choice => choice.GetProperty("index").GetInt32(), choice => choice.GetProperty("text").GetString());
        Assert.Equal(("a", "b"), (string.Concat(texts[0]), string.Concat(texts[1])));
        Assert.Equal((6, 4), (chunks[^1].GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32()));
    }

    private static RequestBody Chat(string more = "\"n\":1")
    {
        using var body = JsonDocument.Parse($$"""{"messages":[{"role":"user","content":"Hi"}],"stream":true,{{more}}}""");
        return LiveRequestParser.ParseChat(body.RootElement);
    }

    private async Task SendAsync(RequestBody request, params Script[] engines)
    {
        var http = new DefaultHttpContext();
        http.Response.Body = _sent.Writer.AsStream();
        IAnswerWording wording = request.Request.Prompt is null ? new ChatWording() : new TextWording();
        var answer = new LiveAnswer(wording, "m", "r", _time.GetUtcNow(), request);
        try
        {
            await new AnswerStream(new EventWriter(http.Response, Quiet, _time), answer, request.IncludesUsage, NullLogger.Instance)
                .SendAsync([.. engines.Select(engine => engine.Events)], _left.Token);
        }
        finally
        {
            await _sent.Writer.CompleteAsync();
        }
    }

    private async Task QuietAsync()
    {
        await _time.AlarmsAsync(1);
        _time.Advance(Quiet);
    }

    /// <summary>What was said to the engine may be heard after the clock was moved: then it is moved again.</summary>
    private async Task QuietUntilAsync(string comment)
    {
        while (!_read.ToString().Contains(comment, StringComparison.Ordinal))
        {
            await QuietAsync();
            await ReadAsync();
        }

        _read.Clear();
    }

    /// <summary>Waits for it, and forgets what was sent up to then.</summary>
    private async Task SeenAsync(string text)
    {
        var goesOn = true;
        while (!_read.ToString().Contains(text, StringComparison.Ordinal))
        {
            Assert.True(goesOn, $"It ended with: {_read}");
            goesOn = await ReadAsync();
        }

        _read.Clear();
    }

    private async Task<string> RestAsync()
    {
        while (await ReadAsync())
        {
            // Until its end.
        }

        return _read.ToString();
    }

    private async Task<bool> ReadAsync()
    {
        var result = await _sent.Reader.ReadAsync().AsTask().WaitAsync(Patience.Ceiling);
        _read.Append(Encoding.UTF8.GetString(result.Buffer));
        _sent.Reader.AdvanceTo(result.Buffer.End);
        return !result.IsCompleted;
    }

    private async Task LeaveAsync(Task sending)
    {
        await _left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Patience.Ceiling));
    }

    /// <summary>An engine that says what the test says.</summary>
    private sealed class Script
    {
        private readonly Channel<GenerationEvent> _events = Channel.CreateUnbounded<GenerationEvent>();

        public IAsyncEnumerable<GenerationEvent> Events => _events.Reader.ReadAllAsync();

        public void Say(GenerationEvent happened) => _events.Writer.TryWrite(happened);

        public void End(GenerationEvent last)
        {
            Say(last);
            _events.Writer.Complete();
        }

        public void Break(Exception fault) => _events.Writer.Complete(fault);
    }
}
