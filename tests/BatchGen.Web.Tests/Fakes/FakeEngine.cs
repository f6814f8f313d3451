using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>Answers every request by a script, several at once, and keeps the books that a real engine reports.</summary>
public sealed class FakeEngine(string modelPath) : IEngine, IDisposable
{
    private const long GiB = 1L << 30;

    private readonly SemaphoreSlim _slots = new(16);
    private readonly List<Action<EngineStatus>> _listeners = [];
    private readonly Lock _gate = new();
    private long _decoded;
    private int _running;
    private int _answers;

    public string ModelPath => modelPath;

    public EngineStatus Status { get; private set; } = new(
        modelPath, EngineState.Stopped, 0, null, 0, null, null, null, [], 0, DateTimeOffset.UtcNow);

    /// <summary>What a batch last asked of it.</summary>
    public EngineChoice? Choice { get; set; }

    /// <summary>The answer to a prompt's text; an exception's message becomes the item's error.</summary>
    public Func<string, string> Answer { get; set; } = prompt => $"Answer to: {prompt}";

    /// <summary>How long one answer takes.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What the answer with this number, counted from 0, waits for after <see cref="Duration"/>: a test that wants to see work half done.</summary>
    public Func<int, Task> Hold { get; set; } = _ => Task.CompletedTask;

    /// <summary>Holds every count of tokens up until it is completed.</summary>
    public Task BeforeCounting { get; set; } = Task.CompletedTask;

    /// <summary>Set to make loading fail with this sentence.</summary>
    public EngineException? LoadFailure { get; set; }

    public static EngineModel Model { get; } = new(
        new ModelInfo("chatglm", "CodeGeeX4 ALL 9B", 131_072, 40, 4096, 151_552, 9_399_951_360, 6_248_000_000, "chatglm 9B Q4_K - Medium", null),
        new RuntimeInfo("llama.cpp", "v0.5.0", "cpu"),
        new ContextInfo(16_384, 4_096, 16, 2_048, 671_088_640, 143_000_000),
        4_096,
        512,
        "codegeex4");

    public void Dispose() => _slots.Dispose();

    public void Announce(Func<EngineStatus, EngineStatus> change)
    {
        EngineStatus status;
        Action<EngineStatus>[] listeners;
        lock (_gate)
        {
            Status = status = change(Status) with { At = DateTimeOffset.UtcNow };
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
            listener(status);
    }

    public IDisposable Subscribe(Action<EngineStatus> onChange)
    {
        lock (_gate)
            _listeners.Add(onChange);
        return new FakeSubscription(() =>
        {
            lock (_gate)
                _listeners.Remove(onChange);
        });
    }

    public Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        if (LoadFailure is { } failure)
        {
            Announce(status => status with { State = EngineState.Failed, Problem = failure.Message });
            return Task.FromException<EngineModel>(failure);
        }

        if (Status.State is not EngineState.Ready)
            Announce(status => status with { State = EngineState.Ready, LoadProgress = 1, ProcessId = 1, Model = Model, Activity = Activity(), Devices = Devices(), ProcessBytes = 7 * GiB });
        return Task.FromResult(Model);
    }

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        await BeforeCounting.WaitAsync(cancellationToken);
        return [.. prompts.Select(prompt => Count(TextOf(prompt)))];
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        var events = Channel.CreateUnbounded<GenerationEvent>();
        var work = Task.Run(
            async () =>
            {
                var answers = new List<Task>();
                await foreach (var request in requests.WithCancellation(cancellationToken))
                {
                    if (request.StreamText)
                        await events.Writer.WriteAsync(new GenerationQueued(request.Id), cancellationToken);
                    await _slots.WaitAsync(cancellationToken);
                    answers.Add(AnswerAsync(request, events.Writer, cancellationToken));
                }

                await Task.WhenAll(answers);
                events.Writer.Complete();
            },
            cancellationToken);
        await foreach (var @event in events.Reader.ReadAllAsync(cancellationToken))
            yield return @event;
        await work;
    }

    private async Task AnswerAsync(GenerationRequest request, ChannelWriter<GenerationEvent> events, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        await events.WriteAsync(new GenerationStarted(request.Id), cancellationToken);
        Announce(status => status with { Activity = Activity() });
        await Task.Delay(Duration, cancellationToken);
        await Hold(Interlocked.Increment(ref _answers) - 1).WaitAsync(cancellationToken);
        await events.WriteAsync(End(request), cancellationToken);
        Interlocked.Decrement(ref _running);
        Announce(status => status with { Activity = Activity() });
        _slots.Release();
    }

    private GenerationEvent End(GenerationRequest request)
    {
        var prompt = TextOf(request.Prompt);
        try
        {
            var text = Answer(prompt);
            Interlocked.Add(ref _decoded, Count(text));
            return new GenerationFinished(request.Id, new SequenceResult(
                text, FinishReason.Stop, Count(prompt), 4, Count(text), new SequenceTimings(
                    TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(180), Duration)));
        }
        catch (InvalidOperationException failure)
        {
            return new GenerationFailed(request.Id, new SequenceFailure("context_length_exceeded", failure.Message));
        }
    }

    private LoopActivity Activity() => new(
        _running, 0, _running * 300, _running * 1_000, 16_384, _decoded * 2, _decoded, _decoded);

    private static IReadOnlyList<DeviceMemory> Devices() =>
    [
        new("CUDA0", "NVIDIA GeForce RTX 4090", DeviceKind.Gpu, 14 * GiB, 24 * GiB),
        new("CPU", "AMD Ryzen 9 7950X", DeviceKind.Cpu, 41 * GiB, 64 * GiB),
    ];

    private static string TextOf(GenerationPrompt prompt) => prompt switch
    {
        ChatPrompt chat => chat.Messages[^1].Content,
        SegmentPrompt segments => string.Concat(segments.Segments.Select(segment => segment.Text)),
        _ => "",
    };

    private static int Count(string text) => Math.Max(1, text.Length / 4);
}
