using BatchGen.Engine.Client;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BatchGen.Web.OpenAi;

/// <summary>
/// Sends an answer as it comes: server-sent events that end in <c>[DONE]</c>. Status and headers go as soon as the engine has looked
/// at the request, however long it then waits; what is wrong with it is refused before, with a status of its own. What goes
/// wrong later is the last event.
/// </summary>
internal sealed class AnswerStream(EventWriter writer, LiveAnswer answer, bool includesUsage, ILogger logger)
{
    /// <param name="choices">Each choice's events.</param>
    public async Task SendAsync(IReadOnlyList<IAsyncEnumerable<GenerationEvent>> choices, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await using var events = ChoiceEvents.Merge(choices, over.Token).GetAsyncEnumerator(over.Token);
            while (await NextAsync(events, over))
                await HandleAsync(events.Current, cancellationToken);
            if (includesUsage)
                writer.Write(answer.Wording.Counts(answer, answer.Usage));
            writer.WriteDone();
        }
        catch (Exception failure) when (writer.HasBegun && !cancellationToken.IsCancellationRequested)
        {
            // The status is long sent: the error is the last event, as OpenAI sends it.
            writer.Write(ErrorOf(failure));
        }

        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>The source is not left while it works: it may be disposed only at rest.</summary>
    private async Task<bool> NextAsync(IAsyncEnumerator<ChoiceEvent> events, CancellationTokenSource over)
    {
        var next = events.MoveNextAsync().AsTask();
        try
        {
            return await writer.WaitAsync(next, over.Token);
        }
        finally
        {
            if (!next.IsCompleted)
            {
                await over.CancelAsync();
                await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task HandleAsync(ChoiceEvent happened, CancellationToken cancellationToken)
    {
        switch (happened.Event)
        {
            case GenerationQueued:
                writer.Waiting = "queued";
                await BeginAsync(cancellationToken);
                break;
            case GenerationStarted:
                writer.Waiting = "reading the prompt";
                await BeginAsync(cancellationToken);
                break;
            case GenerationText text:
                writer.Waiting = "writing";
                WriteAll(answer.Wording.Piece(answer, happened.Choice, text));
                break;
            case GenerationFinished finished:
                answer.Add(finished.Result);
                WriteAll(answer.Wording.Ending(answer, happened.Choice, finished.Result));
                break;
            case GenerationFailed failed:
                throw answer.Failure(failed.Failure);
        }

        await writer.FlushAsync(cancellationToken);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (writer.HasBegun)
            return;
        await writer.BeginAsync(cancellationToken);
        if (answer.Wording.Opening(answer) is { } opening)
            writer.Write(opening);
    }

    private void WriteAll(IEnumerable<object> bodies)
    {
        foreach (var body in bodies)
            writer.Write(body);
    }

    private ApiError ErrorOf(Exception failure) => Refusals.Of(failure, logger) switch
    {
        JsonHttpResult<ApiError> { Value: { } refused } => refused,
        RetryLater later => later.Error,
        var other => throw new InvalidOperationException($"A refusal that is no error: {other.GetType().Name}.", failure),
    };
}

/// <summary>What happens to one of an answer's choices.</summary>
/// <param name="Choice">0-based.</param>
internal sealed record ChoiceEvent(int Choice, GenerationEvent Event);
