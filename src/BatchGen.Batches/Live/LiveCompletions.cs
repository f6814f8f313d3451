using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using BatchGen.Batches.Data;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tracing;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sampling;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Live;

/// <summary>Answers requests that somebody waits for, on the engines that run the batches, before whatever of those has no slot yet.</summary>
public sealed class LiveCompletions(IEngineManager engines, AnswerMeter answers, ItemMeter requests, IOptionsMonitor<LiveOptions> options)
{
    /// <summary>Above every batch: batches use 0, or a few more or less.</summary>
    private const int Priority = 1_000;
    private const int MostAttempts = 3;
    private const string RequestId = "live";

    internal static readonly BatchSettings Defaults = new(SystemPrompt: null, SamplingSettings.Greedy, MaxTokens: null);

    private readonly ConcurrentDictionary<string, LiveQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>Takes a place in the model's queue.</summary>
    /// <exception cref="LiveUnavailableException">The queue is full.</exception>
    public LivePlace Enter(string modelPath) =>
        _queues.GetOrAdd(modelPath, path => new LiveQueue(path)).TryEnter(options.CurrentValue.MaxOpenRequests)
        ?? throw new LiveUnavailableException(
            "queue_full", $"{options.CurrentValue.MaxOpenRequests} requests are open on this model already. Send it again in a few seconds.", options.CurrentValue.RetryAfter)
        {
            IsQueueFull = true,
        };

    /// <summary>
    /// Yields what happens to the request: queued once, started once, text as it comes, finished or failed last. An engine that dies
    /// before any text came costs the caller nothing but time. Cancelling it, or no longer reading, frees its slot.
    /// </summary>
    /// <exception cref="LiveUnavailableException">The model is not loaded in time, cannot be loaded, or its engine died.</exception>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        LivePlace place, ItemRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(request);
        var outcome = LiveOutcome.Abandoned;
        using var span = Spans.BeginLive(place.ModelPath);
        await using var events = AnswerAsync(place, request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await MoveAsync())
            {
                if (events.Current is GenerationFinished finished)
                    answers.Count(WorkSource.Live, finished.Result);
                outcome = events.Current switch
                {
                    GenerationFinished => LiveOutcome.Answered,
                    GenerationFailed => LiveOutcome.Failed,
                    GenerationQueued or GenerationStarted or GenerationText => outcome,
                    _ => throw new UnreachableException($"What is {events.Current.GetType().Name}?"),
                };
                yield return events.Current;
            }
        }
        finally
        {
            requests.CountLive(outcome);
            span?.SetTag("batchgen.outcome", outcome.ToString().ToLowerInvariant());
        }

        async ValueTask<bool> MoveAsync()
        {
            // An iterator goes on in the context of whoever asks for the next: what is current does not stay so.
            Activity.Current = span ?? Activity.Current;
            try
            {
                return await events.MoveNextAsync();
            }
            catch (LiveUnavailableException unavailable)
            {
                Spans.Fail(span, unavailable);
                outcome = LiveOutcome.Unavailable;
                throw;
            }
        }
    }

    private async IAsyncEnumerable<GenerationEvent> AnswerAsync(
        LivePlace place, ItemRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var engine = engines.GetEngine(place.ModelPath);
        var wanted = request.ToGeneration(RequestId, Defaults, contextLimitTokens: null) with { Priority = Priority, StreamText = true };
        var toldQueue = false;
        var toldStart = false;
        for (var attempt = 1; ; attempt++)
        {
            await RequireReadyAsync(engine, cancellationToken);
            await using var events = engine.GenerateAsync(Once(wanted), cancellationToken).GetAsyncEnumerator(cancellationToken);
            var toldText = false;
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                        yield break;
                }
                catch (EngineLostException lost)
                {
                    if (toldText || attempt == MostAttempts)
                        throw Unavailable(lost.Code, lost.Message, lost);
                    break;
                }
                catch (EngineException failed)
                {
                    throw Unavailable(failed.Code, failed.Message, failed);
                }

                if ((events.Current is GenerationQueued && toldQueue) || (events.Current is GenerationStarted && toldStart))
                    continue;
                toldQueue |= events.Current is GenerationQueued;
                toldStart |= events.Current is GenerationStarted;
                toldText |= events.Current is GenerationText;
                yield return events.Current;
            }
        }
    }

    private async Task RequireReadyAsync(IEngine engine, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.CurrentValue.LoadPatience);
        try
        {
            await engine.WaitUntilReadyAsync(patience.Token);
        }
        catch (EngineException failed)
        {
            throw Unavailable(failed.Code, failed.Message, failed);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = engine.Status.WaitingReason is { } waiting ? $": {waiting}" : "";
            throw Unavailable("model_loading", $"The model is not loaded yet{reason}. Send it again in a few seconds.", late);
        }
    }

    private LiveUnavailableException Unavailable(string code, string message, Exception inner) => new(code, message, options.CurrentValue.RetryAfter, inner);

    private static async IAsyncEnumerable<GenerationRequest> Once(GenerationRequest request)
    {
        await Task.CompletedTask;
        yield return request;
    }
}
