using System.Text;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>
/// Sends what no client should send. Most of it goes to routes that there are, to things that exist, with one thing
/// wrong: that is what comes far. The same seed draws the same, as far as the server's ids let it.
/// </summary>
internal sealed class ApiFuzz(FuzzGround ground, int seed)
{
    private readonly Random _random = new(seed);
    private readonly FuzzNoise _noise = new(new Random(seed));
    private readonly JsonMutation _mutation = new(new Random(seed));
    private readonly IReadOnlyList<FuzzRoute> _reading = [.. ground.Routes.Where(route => !route.Changes)];
    private readonly IReadOnlyList<FuzzRoute> _changing = [.. ground.Routes.Where(route => route.Changes).SelectMany(
        route => Enumerable.Repeat(route, TakesBody(route) ? 3 : 1))];

    public async Task<FuzzAnswer> SendAsync(HttpClient http)
    {
        switch (_random.Next(20))
        {
            case 0:
                return await SendAsync(http, "noise", kind: null, _noise.Next(ground.Server));
            case 1:
                return await SendLyingAsync();
            case < 5:
                return await SendAsync(http, Pick(_reading));
            default:
                return await SendAsync(http, Pick(_changing));
        }
    }

    /// <summary>There is more to get wrong where there is a body.</summary>
    private static bool TakesBody(FuzzRoute route) => route.Pattern == "/v1/files" || FuzzBodies.For(route, new FuzzIds(), Random.Shared) is not null;

    private Task<FuzzAnswer> SendAsync(HttpClient http, FuzzRoute route)
    {
        var message = new HttpRequestMessage(route.Method, new Uri(ground.Server, PathOf(route)));
        if (route.Changes)
            message.Content = ContentOf(route);
        if (_random.Next(6) == 0)
            message.Headers.TryAddWithoutValidation("Idempotency-Key", _random.Next(2) == 0 ? "key" : new string('k', _random.Next(1, 400)));
        if (message.Content is not null && _random.Next(20) == 0)
            message.Headers.TransferEncodingChunked = true;
        return SendAsync(http, route.Group, route.Kind, message);
    }

    private async Task<FuzzAnswer> SendAsync(HttpClient http, string group, string? kind, HttpRequestMessage message)
    {
        using var request = message;
        try
        {
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
                ground.Ids.Harvest(body, response.RequestMessage?.Method == HttpMethod.Post ? kind : null);
            return new FuzzAnswer(group, (int)response.StatusCode, FuzzRules.Complaint(response, body));
        }
        catch (HttpRequestException broken)
        {
            return new FuzzAnswer(group, 0, $"{request.Method} {request.RequestUri}: {broken.Message}");
        }
    }

    /// <summary>Too long a length leaves the server waiting for what never comes; too short a one makes the rest a request.</summary>
    private async Task<FuzzAnswer> SendLyingAsync()
    {
        var route = Pick([.. _changing.Where(route => FuzzBodies.For(route, ground.Ids, _random) is not null)]);
        var body = Encoding.UTF8.GetBytes(FuzzBodies.For(route, ground.Ids, _random)!);
        var status = await LyingLength.SendAsync(ground, route.Method.Method, PathOf(route), body, Math.Max(0, body.Length + _random.Next(-50, 500)));
        return new FuzzAnswer(route.Group, status, status >= 500 && status != 503 ? $"{status} for a lying length at {route.Pattern}" : null);
    }

    private HttpContent? ContentOf(FuzzRoute route)
    {
        if (route.Pattern == "/v1/files")
            return Upload();
        if (FuzzBodies.For(route, ground.Ids, _random) is not { } valid)
            return _random.Next(4) == 0 ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        var content = new ByteArrayContent(_random.Next(8) == 0 ? Encoding.UTF8.GetBytes(valid) : _mutation.Of(valid));
        content.Headers.TryAddWithoutValidation(
            "Content-Type",
            Pick(["application/json", "application/json", "application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml", ""]));
        return content;
    }

    /// <summary>A whole upload, one of broken lines, or one cut anywhere.</summary>
    private ByteArrayContent Upload()
    {
        var file = _random.Next(3) == 0 ? Encoding.UTF8.GetString(_mutation.Of(FuzzBodies.BatchFile.Trim())) : FuzzBodies.BatchFile;
        var bytes = FuzzBodies.UploadBytes(file);
        var content = new ByteArrayContent(_random.Next(3) == 0 ? bytes[.._random.Next(bytes.Length)] : bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={(_random.Next(8) == 0 ? "other" : FuzzBodies.Boundary)}");
        return content;
    }

    /// <summary>Mostly of something that exists.</summary>
    private string PathOf(FuzzRoute route)
    {
        var id = _random.Next(10) == 0
            ? Pick(["0", "-1", "file-none", "batch_none", "%2e%2e%2f", "x%0ay", new string('9', 30)])
            : ground.Ids.Pick(route.Kind, _random);
        var path = route.PathTo(id ?? "batchgen-demo");
        return path + (_random.Next(5) == 0 ? "?" + Pick(
            ["limit=0", "limit=2", "limit=99999999999", "after=x", "order=up", "cursor=%FF", "before=-1", "model=none", "context=NaN"]) : "");
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
