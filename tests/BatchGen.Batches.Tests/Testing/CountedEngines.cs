using System.Collections.Concurrent;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>
/// Engines of several models that count how often each is loaded. Where only one fits, another is loaded once nobody works in the one that is
/// there, as the admission desk has it.
/// </summary>
internal sealed class CountedEngines(bool fitTogether) : IEngineManager, IDisposable
{
    private readonly ConcurrentDictionary<string, CountedEngine> _engines = new();
    private readonly HashSet<string> _loaded = [];
    private readonly SemaphoreSlim _room = new(1, 1);

    /// <summary>Models in the order in which they were loaded.</summary>
    public ConcurrentQueue<string> Loads { get; } = new();

    public IReadOnlyList<GenerationRequest> RequestsOf(string modelPath) => [.. _engines[modelPath].Inner.Requests];

    /// <summary>The engine itself, for what it is to do.</summary>
    public TestEngine InnerOf(string modelPath)
    {
        GetEngine(modelPath);
        return _engines[modelPath].Inner;
    }

    public IEngine GetEngine(string modelPath) => _engines.GetOrAdd(modelPath, path => new CountedEngine(this, new TestEngine { ModelPath = path }));

    public IEngine GetEngine(string modelPath, EngineChoice choice) => GetEngine(modelPath);

    public IReadOnlyList<EngineStatus> GetStatuses()
    {
        lock (_loaded)
            return [.. _loaded.Select(path => _engines[path].Status with { State = EngineState.Ready })];
    }

    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant) => true;

    public IDisposable Subscribe(Action<EngineStatus> onChange) => throw new InvalidOperationException("No test of this room asks for it.");

    public void Dispose()
    {
        foreach (var engine in _engines.Values)
            engine.Inner.Dispose();
        _room.Dispose();
    }

    private async Task LoadAsync(string path, CancellationToken cancellationToken)
    {
        // Who works in what is there must not wait behind whoever waits for its end.
        if (IsLoaded(path))
            return;
        await _room.WaitAsync(cancellationToken);
        try
        {
            if (IsLoaded(path))
                return;
            if (!fitTogether)
                await BatchGen.Testing.Patience.UntilAsync(() => Task.FromResult(_engines.Values.All(engine => engine.Working == 0)), "an idle engine");
            lock (_loaded)
            {
                if (!fitTogether)
                    _loaded.Clear();
                _loaded.Add(path);
            }

            Loads.Enqueue(Path.GetFileNameWithoutExtension(path));
        }
        finally
        {
            _room.Release();
        }
    }

    private bool IsLoaded(string path)
    {
        lock (_loaded)
            return _loaded.Contains(path);
    }

    private sealed class CountedEngine(CountedEngines house, TestEngine inner) : IEngine
    {
        private int _working;

        public TestEngine Inner => inner;

        public int Working => Volatile.Read(ref _working);

        public string ModelPath => inner.ModelPath;

        public EngineStatus Status => inner.Status;

        public IDisposable Subscribe(Action<EngineStatus> onChange) => inner.Subscribe(onChange);

        public async Task<EngineModel> WaitUntilReadyAsync(CancellationToken cancellationToken)
        {
            await house.LoadAsync(ModelPath, cancellationToken);
            return await inner.WaitUntilReadyAsync(cancellationToken);
        }

        public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
        {
            await house.LoadAsync(ModelPath, cancellationToken);
            return await inner.CountTokensAsync(prompts, cancellationToken);
        }

        public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
            IAsyncEnumerable<GenerationRequest> requests,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _working);
            try
            {
                await house.LoadAsync(ModelPath, cancellationToken);
                await foreach (var happened in inner.GenerateAsync(requests, cancellationToken))
                    yield return happened;
            }
            finally
            {
                Interlocked.Decrement(ref _working);
            }
        }
    }
}
