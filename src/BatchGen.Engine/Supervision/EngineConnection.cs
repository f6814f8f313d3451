using System.Runtime.CompilerServices;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace BatchGen.Engine.Supervision;

/// <summary>The parent's end of one engine process's socket.</summary>
internal sealed class EngineConnection : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly EngineWire.EngineWireClient _client;
    private volatile bool _isLost;

    public EngineConnection(string address)
    {
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
            throw Translate(failure, cancellationToken);
        }
    }

    /// <inheritdoc cref="IEngine.GenerateAsync"/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = _client.Generate(cancellationToken: stop.Token);
        var sending = SendAsync(requests, call.RequestStream, stop.Token);
        try
        {
            while (await NextAsync(call.ResponseStream, sending, cancellationToken) is { } @event)
                yield return @event;
        }
        finally
        {
            await stop.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _channel.Dispose();

    private static async Task SendAsync(
        IAsyncEnumerable<GenerationRequest> requests,
        IClientStreamWriter<GenerateRequest> writer,
        CancellationToken cancellationToken)
    {
        await foreach (var request in requests.WithCancellation(cancellationToken))
            await writer.WriteAsync(request.ToWire(), cancellationToken);
        await writer.CompleteAsync();
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
            throw Translate(failure, cancellationToken);
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

    private Exception Translate(RpcException failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("The request was cancelled.", failure, cancellationToken);
        _isLost = true;
        return new EngineLostException($"The engine process ended while it worked: {failure.Status.Detail}", failure);
    }
}
