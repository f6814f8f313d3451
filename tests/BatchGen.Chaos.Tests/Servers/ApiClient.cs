using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BatchGen.Chaos.Tests.Servers;

/// <summary>
/// A patient program that uses the API while servers come and go: what was not answered is sent again, with the same idempotency key,
/// until it is.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Func<CancellationToken, Task<Uri>> _addressOf;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <param name="addressOf">A server that runs now; asked again before each try.</param>
    public ApiClient(Func<CancellationToken, Task<Uri>> addressOf)
    {
        _addressOf = addressOf;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", WebServer.ApiKey);
    }

    /// <summary>How often a key was still held by a process that had died.</summary>
    public int HeldKeys { get; private set; }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken));

    /// <summary>A file or an export, whole.</summary>
    public Task<string> TextAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public async Task<JsonElement> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) => JsonSerializer.Deserialize<JsonElement>(
        await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, cancellationToken));

    /// <summary>One try, whatever is answered; null when nobody answers.</summary>
    public async Task<ApiAnswer?> TryAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(await _addressOf(cancellationToken), path));
            if (body is not null)
                request.Content = JsonContent.Create(body);
            using var answer = await _http.SendAsync(request, cancellationToken);
            return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception silence) when (IsSilence(silence, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Hands a file in and orders a batch of it.</summary>
    /// <param name="name">Different for each batch: it is found again by it.</param>
    /// <param name="webhook">Whom to call; null calls nobody.</param>
    /// <returns>The batch's id.</returns>
    public async Task<string> SubmitAsync(string name, string lines, Uri? webhook, CancellationToken cancellationToken)
    {
        var file = await UploadAsync(name, lines, cancellationToken);
        var order = new JsonObject
        {
            ["input_file_id"] = file,
            ["endpoint"] = "/v1/chat/completions",
            ["completion_window"] = "24h",
            ["metadata"] = new JsonObject { ["name"] = name },
        };
        if (webhook is not null)
            order["webhook"] = new JsonObject { ["url"] = webhook.ToString(), ["secret"] = "whsec_Y2hhb3MtcmVjZWl2ZXItb2YtdGhlLXRlc3Rz" };
        for (var round = 0; ; round++)
        {
            var key = $"{name}-{round}";
            if (await TrySendAsync(
                () => Keyed(new HttpRequestMessage(HttpMethod.Post, "/v1/batches") { Content = JsonContent.Create(order) }, key),
                cancellationToken) is { } answer)
                return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("id").GetString()!;
            // The process died while it answered: whether it had stored the order shows in the list.
            if (await FindAsync(name, cancellationToken) is { } found)
                return found;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> UploadAsync(string name, string lines, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var key = $"{name}-file-{round}";
            var answer = await TrySendAsync(
                () => Keyed(new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = Upload(name, lines) }, key), cancellationToken);
            if (answer is not null)
                return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("id").GetString()!;
        }
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var list = await GetAsync("/v1/batches?limit=100", cancellationToken);
        return list.GetProperty("data").EnumerateArray()
            .Where(batch => batch.GetProperty("metadata") is { ValueKind: JsonValueKind.Object } metadata
                && metadata.TryGetProperty("name", out var known) && known.GetString() == name)
            .Select(batch => batch.GetProperty("id").GetString())
            .FirstOrDefault();
    }

    private static MultipartFormDataContent Upload(string name, string lines) => new()
    {
        { new StringContent("batch"), "purpose" },
        { new StringContent(lines), "file", $"{name}.jsonl" },
    };

    private static HttpRequestMessage Keyed(HttpRequestMessage request, string key)
    {
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<string> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken) =>
        await TrySendAsync(make, cancellationToken) ?? throw new InvalidOperationException("A request without a key was told that its key is held.");

    /// <returns>Null when the key is held by a request that nobody answers any more.</returns>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    private async Task<string?> TrySendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = make();
                request.RequestUri = new Uri(await _addressOf(cancellationToken), request.RequestUri!);
                using var answer = await _http.SendAsync(request, cancellationToken);
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return text;
                if (answer.StatusCode == HttpStatusCode.Conflict && text.Contains("idempotency_key_pending", StringComparison.Ordinal))
                {
                    HeldKeys++;
                    return null;
                }

                if (answer.StatusCode is not HttpStatusCode.TooManyRequests && (int)answer.StatusCode < 500)
                    throw new InvalidOperationException($"{request.Method} {request.RequestUri} was answered {(int)answer.StatusCode}: {text}");
            }
            catch (Exception silence) when (IsSilence(silence, cancellationToken))
            {
                // Killed, not started yet, or stopped: the next try may meet another process.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static bool IsSilence(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && exception is HttpRequestException or IOException or OperationCanceledException;
}

internal sealed record ApiAnswer(HttpStatusCode Status, string Text)
{
    /// <summary>The error's sentence, in either API's form; null when it has none.</summary>
    public string? ErrorMessage
    {
        get
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(Text) is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("error", out var error)
                    && error.TryGetProperty("message", out var message) ? message.GetString() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
