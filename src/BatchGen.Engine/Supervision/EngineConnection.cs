using System.Runtime.CompilerServices;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Scheduling;
using Grpc.Core;
using Grpc.Net.Client;

namespace BatchGen.Engine.Supervision;

/// <summary>The parent's end of one engine process's socket.</summary>
internal sealed class EngineConnection : IDisposable
{
    /// <summary>A process whose connection broke ends at once, or is ended soon.</summary>
    private static readonly TimeSpan PatienceForTheEnd = TimeSpan.FromSeconds(15);

    private readonly string _address;
    private readonly GrpcChannel _channel;
    private readonly EngineWire.EngineWireClient _client;
    private readonly CancellationTokenSource _retirement = new();
    private readonly OpenCalls _open = new();
    private readonly Task<EngineEnd> _end;
    private volatile bool _isLost;

    /// <param name="address">Of the process's socket.</param>
    /// <param name="end">How the process came to its end, once it has.</param>
    public EngineConnection(string address, Task<EngineEnd> end)
    {
        _address = address;
        _end = end;
        _channel = GrpcChannel.ForAddress("http://engine", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = (_, cancellationToken) => EngineSocket.ConnectAsync(address, cancellationToken),
                EnableMultipleHttp2Connections = true,
            },
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,
        });
        _client = new EngineWire.EngineWireClient(_channel);
    }

    /// <summary>A call on it failed because the other end is gone. It never comes back.</summary>
    public bool IsLost => _isLost;

    /// <summary>It takes nothing new: the engine is about to leave on purpose.</summary>
    public bool IsRetired => _retirement.IsCancellationRequested;

    /// <summary>The host's state from now on. Ends with an <see cref="RpcException"/> when the process does.</summary>
    public IAsyncEnumerable<StatusReply> WatchStatusAsync(CancellationToken cancellationToken) =>
        _client.WatchStatus(new WatchStatusRequest(), cancellationToken: cancellationToken)
            .ResponseStream.ReadAllAsync(cancellationToken);

    public async Task<IReadOnlyList<int>> CountTokensAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        var request = new CountTokensRequest();
        request.Prompts.AddRange(prompts.Select(prompt => prompt.ToWire()));
        try
        {
            return (await _client.CountTokensAsync(request, cancellationToken: cancellationToken)).Tokens;
        }
        catch (RpcException failure)
        {
            throw await TranslateAsync(failure, cancellationToken);
        }
    }

    /// <inheritdoc cref="IEngine.GenerateAsync"/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsRetired)
            throw new EngineReloadedException();
        using var place = _open.Enter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var span = EngineSpans.BeginCall(_address);
        using var call = _client.Generate(EngineSpans.HeadersOf(span), cancellationToken: stop.Token);
        var sending = SendAsync(requests, call.RequestStream, stop.Token);
        var isAllAnswered = true;
        try
        {
            while (await NextAsync(call.ResponseStream, sending, cancellationToken) is { } @event)
            {
                if (@event is GenerationFailed { Failure.Code: SequenceFailure.GivenBackCode })
                {
                    isAllAnswered = false;
                    // An engine that ran out of memory gives back by itself; nothing new is to go there.
                    Retire();
                }
                else
                    yield return @event;
            }

            if (!isAllAnswered || !await sending)
                throw new EngineReloadedException();
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Nothing new is taken from here on.</summary>
    public void Retire() => _retirement.Cancel();

    /// <summary>
    /// Lets what runs come to its end, for at most <paramref name="patience"/>. Calls that still have requests without an
    /// end throw <see cref="EngineReloadedException"/>, at the latest when the process ends.
    /// </summary>
    public async Task DrainAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patient = new CancellationTokenSource(patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            await _client.DrainAsync(new DrainRequest(), cancellationToken: end.Token);
            await _open.WhenNone().WaitAsync(end.Token);
        }
        catch (Exception over) when (over is RpcException or OperationCanceledException)
        {
            // Not loaded yet, gone already, or out of patience: the process may be ended.
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        _retirement.Dispose();
    }

    /// <returns>False when the connection was retired before all requests were sent.</returns>
    private async Task<bool> SendAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        IClientStreamWriter<GenerateRequest> writer,
        CancellationToken cancellationToken)
    {
        using var feeding = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _retirement.Token);
        var isAllSent = true;
        try
        {
            // The write has the call's own token: cancelling a write ends the whole call.
            await foreach (var request in requests.WithCancellation(feeding.Token))
                await writer.WriteAsync(request.ToWire(), cancellationToken);
        }
        catch (OperationCanceledException) when (IsRetired && !cancellationToken.IsCancellationRequested)
        {
            isAllSent = false;
        }

        await writer.CompleteAsync();
        return isAllSent;
    }

    /// <returns>The next event, or null after the last.</returns>
    private async Task<GenerationEvent?> NextAsync(
        IAsyncStreamReader<GenerateEvent> events,
        Task sending,
        CancellationToken cancellationToken)
    {
        try
        {
            var moving = events.MoveNext(CancellationToken.None);

            // The caller's own sequence may fail while the engine has nothing to say: its exception is the one to show.
            if (!sending.IsCompletedSuccessfully && await Task.WhenAny(moving, sending) == sending)
                await RethrowCallersAsync(sending);
            return await moving ? events.Current.FromWire() : null;
        }
        catch (RpcException failure)
        {
            throw await TranslateAsync(failure, cancellationToken);
        }
    }

    private static async Task RethrowCallersAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // The writer fails when the process dies; the reader says so better.
        }
    }

    /// <returns>Null when it is not known yet.</returns>
    private async Task<EngineEnd?> WaitForTheEndAsync()
    {
        await ((Task)_end).WaitAsync(PatienceForTheEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _end.IsCompletedSuccessfully ? await _end : null;
    }

    private async Task<Exception> TranslateAsync(RpcException failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("The request was cancelled.", failure, cancellationToken);
        if (IsRetired)
            return new EngineReloadedException(failure);
        _isLost = true;
        var end = await WaitForTheEndAsync();
        // Whoever asks is blamed for a death, and must not be for this one.
        if (end is EngineRanOutOfMemory)
            return new EngineReloadedException(failure);
        return new EngineLostException($"The engine process ended while it worked: {failure.Status.Detail}", failure)
        {
            LastBegun = (end as EngineDied)?.LastBegun ?? [],
        };
    }
}
