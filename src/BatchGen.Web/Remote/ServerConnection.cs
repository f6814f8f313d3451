using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Remote;

/// <summary>
/// The product's own API, asked from outside with the records that the server answers with. Whatever goes wrong is a
/// <see cref="RemoteException"/>; redirects are not followed, since a key belongs to the server it was given for.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>For answers that take no work. Reading an input, and whatever is streamed, may take as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly AnswerReader _answers;

    public ServerConnection(ServerAddress server)
    {
        Server = server;
        _client = new HttpClient(
            // What is on this machine is not behind its proxy.
            new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectPatience, UseProxy = !server.Root.IsLoopback, UseCookies = false })
        {
            BaseAddress = server.Root,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (server.Key is { } key)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _answers = new AnswerReader(this);
    }

    public ServerAddress Server { get; }

    public void Dispose() => _client.Dispose();

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => AskAsync<T>(HttpMethod.Get, path, null, Patience, cancellationToken);

    public Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken) => AskAsync<T>(HttpMethod.Delete, path, null, Patience, cancellationToken);

    /// <param name="body">As JSON, with the names of <see cref="OpenAiJson"/>; null posts nothing.</param>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        AskAsync<T>(HttpMethod.Post, path, body is null ? null : ContentOf(body), Patience, cancellationToken);

    /// <summary>Takes as long as the server works on it.</summary>
    /// <param name="idempotencyKey">With which the same may be sent again; null when it must not be.</param>
    public async Task<T> PostWorkAsync<T>(string path, HttpContent content, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await OpenAsync(request, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    public static StringContent ContentOf(object body) => new(JsonSerializer.Serialize(body, OpenAiJson.Options), Encoding.UTF8, "application/json");

    /// <summary>The answer once its headers are there, which is a good one; the caller disposes it.</summary>
    /// <exception cref="RemoteException">Nobody answered, or it was refused.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(() => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
            return answer;
        using (answer)
            throw await _answers.RefusalOfAsync(request, answer, cancellationToken);
    }

    /// <summary>The answer as it is, for who asks after what is wrong.</summary>
    /// <exception cref="RemoteException">Nobody answered.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        TryAsync(() => _client.SendAsync(request, cancellationToken), cancellationToken);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? content, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await OpenAsync(request, limit.Token);
            return await ReadAsync<T>(answer, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(
                RemoteFault.NotReached, "connection_failed", $"{Server.Name} took the connection but did not answer within {patience.TotalSeconds:N0} s. Try again, or look at the server's log.");
        }
    }

    private Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        TryAsync(() => _answers.ReadAsync<T>(answer, cancellationToken), cancellationToken);

    private async Task<T> TryAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(failure, Server) is { } described)
        {
            throw described;
        }
    }
}
