using System.Net.ServerSentEvents;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Web.Api;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Remote;

/// <summary>Follows a batch on a server to its end, by the server's events; a connection that breaks is made again.</summary>
internal sealed class BatchWatch(ServerConnection connection)
{
    /// <summary>Some five minutes: a server that is upgraded is back by then, and the batch with it.</summary>
    private const int Tries = 60;

    /// <summary>A ping comes every five seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Backoff _backoff = new(Tries);

    /// <param name="moved">Called with each state that is heard of.</param>
    /// <exception cref="RemoteException">The server refused, or was away for too long.</exception>
    public async Task<BatchSummaryBody> FollowAsync(string id, Action<ProgressBody> moved, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var batch = await connection.GetAsync<BatchSummaryBody>(PathOf(id), cancellationToken);
                _backoff.Succeeded();
                if (IsAtRest(batch.State))
                    return batch;
                await ListenAsync(id, moved, cancellationToken);
            }
            catch (Exception broken) when (!cancellationToken.IsCancellationRequested && IsBroken(broken))
            {
                if (_backoff.IsEnough)
                    throw new RemoteException(
                        RemoteFault.NotReached,
                        "connection_broken",
                        $"{connection.Server.Name} has been away for minutes. The batch is kept there and goes on with it: look again with 'batchgen batches show {id}'.",
                        broken);
                await _backoff.WaitAsync(cancellationToken);
            }
        }
    }

    public static string PathOf(string id) => $"api/batches/{Uri.EscapeDataString(id)}";

    /// <summary>Until it has ended, or the stream has.</summary>
    private async Task ListenAsync(string id, Action<ProgressBody> moved, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/events?batch={Uri.EscapeDataString(id)}");
        using var answer = await connection.OpenAsync(request, silence.Token);
        await using var body = await answer.Content.ReadAsStreamAsync(silence.Token);
        var isFirst = true;
        await foreach (var heard in SseParser.Create(body).EnumerateAsync(silence.Token))
        {
            silence.CancelAfter(Silence);
            if (heard.EventType == "progress" && JsonSerializer.Deserialize<ProgressBody>(heard.Data, OpenAiJson.Options) is { } progress)
            {
                moved(progress);
                if (IsAtRest(progress.State))
                    return;
            }
            else if (isFirst && IsAtRest((await connection.GetAsync<BatchSummaryBody>(PathOf(id), silence.Token)).State))
            {
                // It ended before it was listened to.
                return;
            }

            isFirst = false;
        }

        // A server that is being stopped ends its streams: not at once again.
        await _backoff.WaitAsync(cancellationToken);
    }

    private static bool IsBroken(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException
        or RemoteException { Fault: RemoteFault.NotReached, Code: not ("not_batchgen" or "server_of_another_version") }
        or RemoteException { Fault: RemoteFault.Refused, RetryAfter: not null };

    /// <summary>A word that is not known here is of a server that has more of them, and no end.</summary>
    private static bool IsAtRest(string state) => Enum.TryParse<BatchState>(state, ignoreCase: true, out var known) && known.IsAtRest();
}
