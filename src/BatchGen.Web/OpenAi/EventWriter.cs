using System.Buffers;
using System.Text;
using System.Text.Json;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary>
/// Writes server-sent events, and a comment whenever nothing was sent for a while: proxies cut what is silent, and clients skip
/// comments (HTML standard, section 9.2.6). The framework's writer, which /api/events uses, writes events only, and an empty event is none
/// to OpenAI's clients: they read each as JSON.
/// </summary>
/// <param name="quiet">The longest silence.</param>
internal sealed class EventWriter(HttpResponse response, TimeSpan quiet, TimeProvider time)
{
    private DateTimeOffset _sentAt;

    /// <summary>Said in comments: what is waited for.</summary>
    public string Waiting { get; set; } = "waiting";

    /// <summary>The status is sent: what goes wrong from here on is an event.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Status and headers are on their way when it returns.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        // Proxies that gather an answer before they pass it on would make a stream of it no more.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);
        HasBegun = true;
        await CommentAsync(cancellationToken);
    }

    public void Write(object body)
    {
        response.BodyWriter.Write("data: "u8);
        response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), OpenAiJson.Options));
        response.BodyWriter.Write("\n\n"u8);
        _sentAt = time.GetUtcNow();
    }

    public void WriteDone() => response.BodyWriter.Write("data: [DONE]\n\n"u8);

    public async Task FlushAsync(CancellationToken cancellationToken) => await response.BodyWriter.FlushAsync(cancellationToken);

    /// <summary>Waits for what happens next, with comments once something was begun. What it returns, or throws, is the task's.</summary>
    public async Task<bool> WaitAsync(Task<bool> next, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(QuietLeft(), time, over.Token);
            await Task.WhenAny(next, pause);
            await over.CancelAsync();
            if (!next.IsCompleted && !cancellationToken.IsCancellationRequested && HasBegun && QuietLeft() == TimeSpan.Zero)
                await CommentAsync(cancellationToken);
            else if (cancellationToken.IsCancellationRequested)
                break;
        }

        return await next;
    }

    /// <summary>By what was written, not by what happened: much of what happens, a call's pieces say, is kept until it is whole.</summary>
    private TimeSpan QuietLeft()
    {
        if (!HasBegun)
            return quiet;
        var left = _sentAt + quiet - time.GetUtcNow();
        // Timers count whole milliseconds: a part of one would be no pause at all.
        return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
    }

    private async Task CommentAsync(CancellationToken cancellationToken)
    {
        response.BodyWriter.Write(Encoding.UTF8.GetBytes($": {Waiting}\n\n"));
        _sentAt = time.GetUtcNow();
        await FlushAsync(cancellationToken);
    }
}
