using BatchGen.Engine.Client;

namespace BatchGen.Engine.Supervision;

/// <summary>What everybody waits for who wants an engine; the first of them starts its life. Thread-safe.</summary>
/// <param name="live">One life, until it rests or gives up.</param>
internal sealed class EngineReadiness(Func<Task> live)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<ReadyEngine> _ready = NewReady();
    private Task? _life;
    private bool _isClosed;

    /// <summary>A failed engine is tried again each time somebody asks: the file may have been mended.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public Task<ReadyEngine> WhenReady()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_life is null or { IsCompleted: true })
            {
                if (_ready.Task.IsCompleted)
                    _ready = NewReady();
                _life = Task.Run(live, CancellationToken.None);
            }

            // A caller may know of the end before the supervisor does.
            if (_ready.Task is { IsCompletedSuccessfully: true, Result.IsOpen: false })
                _ready = NewReady();
            return _ready.Task;
        }
    }

    public void Ready(ReadyEngine engine)
    {
        lock (_gate)
        {
            if (engine.IsOpen)
                _ready.TrySetResult(engine);
        }
    }

    public void Unready()
    {
        lock (_gate)
        {
            if (_ready.Task.IsCompleted)
                _ready = NewReady();
        }
    }

    /// <returns>False when somebody asks for it already: then it goes on.</returns>
    public bool TryRest(EngineUses uses)
    {
        lock (_gate)
        {
            if (uses.IsAskedFor)
                return false;
            _life = null;
            return true;
        }
    }

    public void GiveUp(EngineException failure)
    {
        lock (_gate)
        {
            // In this order, under the lock: whoever asks next must start a new life.
            _life = null;
            _ready.TrySetException(failure);
            _ = _ready.Task.Exception;
        }
    }

    /// <summary>No new life begins; waits for the present one.</summary>
    public async Task CloseAsync()
    {
        Task? life;
        lock (_gate)
        {
            _isClosed = true;
            life = _life;
        }

        if (life is not null)
            await life;
    }

    private static TaskCompletionSource<ReadyEngine> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
