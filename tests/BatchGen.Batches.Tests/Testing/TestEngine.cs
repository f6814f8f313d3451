using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>
/// An engine without a model: a token is a word, an answer is "answer to PROMPT". It has slots like the real one, can
/// be told to hold, to wait for room, to refuse to load, and to die, in which case every call in progress loses it.
/// </summary>
internal sealed class TestEngine : IEngine, IDisposable
{
    private readonly ConcurrentQueue<string> _sent = [];
    private readonly SemaphoreSlim _slots;
    private TaskCompletionSource<EngineLostException> _death = NewDeath();
    private int _deaths;
    private TaskCompletionSource _room = new();
    private volatile Sentence? _waitingReason;
    private Action<EngineStatus>? _onChange;

    public TestEngine(int slots = 4)
    {
        Slots = slots;
        _slots = new SemaphoreSlim(slots, slots);
        _room.SetResult();
    }

    public int Slots { get; }

    public int ContextLimitTokens { get; set; } = 1000;

    /// <summary>Null is as much as the engine gives.</summary>
    public int? TrainedContextTokens { get; set; }

    /// <summary>Thrown by <see cref="WaitUntilReadyAsync"/> while set.</summary>
    public EngineException? LoadProblem { get; set; }

    /// <summary>What becomes of a prompt that has a slot. May await, throw <see cref="EngineLostException"/> or return a failure.</summary>
    public Func<string, CancellationToken, Task<GenerationOutcome>> Behaviour { get; set; } =
        (prompt, _) => Task.FromResult(GenerationOutcome.Answer($"answer to {prompt}"));

    public string ModelPath { get; init; } = "/models/test.gguf";

    /// <summary>Prompts that got a slot, in order, each time they did.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    public int Deaths => _deaths;

    public ConcurrentQueue<GenerationRequest> Requests { get; } = [];

    public int LargestInFlight { get; private set; }

    public EngineStatus Status => new(ModelPath, EngineState.Waiting, 0, null, 0, null, null, null, [], 0, DateTimeOffset.UnixEpoch)
    {
        WaitingReason = _waitingReason,
    };

    public IDisposable Subscribe(Action<EngineStatus> onChange)
    {
        _onChange += onChange;
        return new ScratchSubscription(() => _onChange -= onChange);
    }

    /// <summary>There is no room for it until <see cref="MakeRoom"/>.</summary>
    public void WaitForRoom(string reason)
    {
        _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waitingReason = reason;
        _onChange?.Invoke(Status);
    }

    public void MakeRoom()
    {
        _waitingReason = null;
        _room.TrySetResult();
    }

    public void Dispose() => _slots.Dispose();

    public Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_room.Task.IsCompleted)
            return WaitForRoomAsync(cancellationToken);
        return LoadProblem is { } problem ? Task.FromException<EngineModel>(problem) : Task.FromResult(NewModel());
    }

    /// <summary>What happens elsewhere while an input is counted.</summary>
    public Func<Task> WhileCounting { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        await WhileCounting();
        return [.. prompts.Select(CountTokens)];
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateUnbounded<GenerationEvent>();
        var death = _death;
        _ = death.Task.ContinueWith(
            died => events.Writer.TryComplete(died.Result), end.Token, TaskContinuationOptions.None, TaskScheduler.Default);
        var pumping = PumpAsync(requests, events.Writer, death, end.Token);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            await end.CancelAsync();
            await pumping;
        }
    }

    /// <summary>Ends the "process", once however many of its requests want to: every call in progress throws.</summary>
    private void Die(TaskCompletionSource<EngineLostException> death, EngineLostException lost)
    {
        if (Interlocked.CompareExchange(ref _death, NewDeath(), death) != death)
            return;
        Interlocked.Increment(ref _deaths);
        death.TrySetResult(lost);
    }

    private async Task<EngineModel> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        await _room.Task.WaitAsync(cancellationToken);
        return NewModel();
    }

    private static TaskCompletionSource<EngineLostException> NewDeath() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int CountTokens(GenerationPrompt prompt) => TextOf(prompt).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The last message, or the plain prompt.</summary>
    private static string TextOf(GenerationPrompt prompt) => prompt switch
    {
        ChatPrompt chat => chat.Messages[^1].Content,
        SegmentPrompt plain => string.Concat(plain.Segments.Select(segment => segment.Text)),
        _ => throw new ArgumentException("An unknown prompt.", nameof(prompt)),
    };

    private async Task PumpAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        ChannelWriter<GenerationEvent> events,
        TaskCompletionSource<EngineLostException> death,
        CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        try
        {
            var inFlight = 0;
            await foreach (var request in requests.WithCancellation(cancellationToken))
            {
                lock (_sent)
                    LargestInFlight = Math.Max(LargestInFlight, ++inFlight);
                running.Add(RunAsync(request, events, death, () => Interlocked.Decrement(ref inFlight), cancellationToken));
            }

            await Task.WhenAll(running);
            events.TryComplete();
        }
        catch (Exception exception)
        {
            events.TryComplete(exception);
            await Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task RunAsync(
        GenerationRequest request,
        ChannelWriter<GenerationEvent> events,
        TaskCompletionSource<EngineLostException> death,
        Action onEnd,
        CancellationToken cancellationToken)
    {
        var text = TextOf(request.Prompt);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            // The slot may have come free because the call was cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            Requests.Enqueue(request);
            _sent.Enqueue(text);
            events.TryWrite(new GenerationStarted(request.Id));
            var outcome = await Behaviour(text, cancellationToken);
            onEnd();
            events.TryWrite(outcome.ToEvent(request.Id, CountTokens(request.Prompt)));
        }
        catch (EngineLostException lost)
        {
            Die(death, lost);
            await UntilCancelledAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call ended before this request did.
        }
        catch (Exception unexpected)
        {
            // At once, like a broken connection: the requests may not end before this one has its end.
            events.TryComplete(unexpected);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>A dead process says nothing more: its stream must not look as if it had ended well.</summary>
    private static Task UntilCancelledAsync(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);

    private EngineModel NewModel() => new(
        new ModelInfo("test", "test", TrainedContextTokens ?? ContextLimitTokens, 1, 1, 1, 1, 1, "test", null),
        new RuntimeInfo("test", "1", "cpu"),
        new ContextInfo(ContextLimitTokens * Slots, ContextLimitTokens, Slots, 512, 0, 0),
        ContextLimitTokens,
        DefaultMaxTokens: 100,
        TemplateName: "none");
}
