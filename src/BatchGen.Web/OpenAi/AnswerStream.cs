using System.Buffers;
using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Engine.Client;
using BatchGen.Web.Api;

namespace BatchGen.Web.OpenAi;

/// <summary>
/// Sends an answer as it comes: server-sent events that end in <c>[DONE]</c>. Nothing is sent before the request has its
/// slot, so that whatever is refused until then is refused with a status of its own.
/// </summary>
internal sealed class AnswerStream(HttpResponse response, LiveAnswer answer, bool includesUsage)
{
    private static ReadOnlySpan<byte> Data => "data: "u8;

    private static ReadOnlySpan<byte> End => "\n\n"u8;

    public async Task SendAsync(IAsyncEnumerable<GenerationEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in events.WithCancellation(cancellationToken))
            {
                await HandleAsync(happened, cancellationToken);
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }
        catch (LiveUnavailableException lost) when (response.HasStarted)
        {
            // The status is long sent: the error is the last event, as OpenAI sends it.
            Write(new ApiError(new ApiErrorBody(lost.Message, "server_error", null, lost.Code)));
            await response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    private async Task HandleAsync(GenerationEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case GenerationStarted:
                await BeginAsync(cancellationToken);
                break;
            case GenerationText text:
                WriteAll(answer.Wording.Piece(answer, text));
                break;
            case GenerationFinished finished:
                WriteAll(answer.Wording.Ending(answer, finished.Result));
                if (includesUsage)
                    Write(answer.Wording.Counts(answer, LiveBodies.UsageOf(finished.Result)));
                response.BodyWriter.Write("data: [DONE]\n\n"u8);
                break;
            case GenerationFailed failed when !response.HasStarted:
                throw LiveAnswer.Failure(failed.Failure);
            case GenerationFailed failed:
                Write(new ApiError(new ApiErrorBody(failed.Failure.Message, "server_error", null, failed.Failure.Code)));
                break;
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        // Proxies that gather an answer before they pass it on would make a stream of it no more.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);
        if (answer.Wording.Opening(answer) is { } opening)
            Write(opening);
    }

    private void WriteAll(IEnumerable<object> bodies)
    {
        foreach (var body in bodies)
            Write(body);
    }

    private void Write(object body)
    {
        response.BodyWriter.Write(Data);
        response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), OpenAiJson.Options));
        response.BodyWriter.Write(End);
    }
}
