using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>Noise: paths that are mostly none, with random JSON, headers and multipart bodies.</summary>
internal sealed class FuzzNoise(Random random)
{
    private static readonly string[] Paths =
    [
        "/v1/files", "/v1/batches", "/v1/models", "/v1/chat/completions", "/v1/completions", "/v1/files/x", "/v1/files/x/content", "/v1/batches/y",
        "/v1/batches/y/cancel", "/v1/models/z", "/v1/", "/v1/nothing", "/api/memory/plan", "/api/nothing", "/api/limits", "/api/models", "/api/batches", "/api/batches/x/retry",
        "/api/batches/dry-run", "/api/schedules", "/api/schedules/1/run", "/v1/files/%00", "/v1/batches/..%2f..%2fetc",
        "/v1/models/a/b/c",
    ];

    private static readonly string[] Methods = ["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"];

    private static readonly string[] Names =
    [
        "model", "messages", "role", "content", "temperature", "top_p", "max_tokens", "stop", "seed", "n", "stream", "stream_options", "include_usage",
        "response_format", "type", "json_schema", "schema", "input_file_id", "endpoint", "completion_window", "metadata", "webhook", "url", "secret",
        "tools", "logprobs", "prompt", "purpose", "$ref", "properties", "", "custom_id",
    ];

    private static readonly string[] Words =
    [
        "batchgen-demo", "user", "system", "24h", "/v1/chat/completions", "batch", "json_object", "json_schema", "text", "file-x", "\\ud800", "\\u0000",
        "<|assistant|>", "𝔘", "' OR 1=1", "../../etc/passwd", "", "a", "http://127.0.0.1/", "NaN",
    ];

    public HttpRequestMessage Next(Uri server)
    {
        var message = new HttpRequestMessage(new HttpMethod(Pick(Methods)), new Uri(server, Pick(Paths) + Query()));
        if (random.Next(4) > 0)
            message.Content = Content();
        for (var i = random.Next(3); i > 0; i--)
            message.Headers.TryAddWithoutValidation(
                Pick(["Accept", "Authorization", "Idempotency-Key", "X-Fuzz", "Range", "If-Match", "Accept-Language"]), Printable(random.Next(300)));
        return message;
    }

    private HttpContent Content() => random.Next(5) switch
    {
        0 => Typed(new ByteArrayContent(RandomBytes()), Pick(["application/json", "multipart/form-data", "text/plain", "multipart/form-data; boundary=x"])),
        1 => Multipart(),
        2 => new StringContent(Truncated(Json(0)), Encoding.UTF8, "application/json"),
        3 => new StringContent(Chat(), Encoding.UTF8, "application/json"),
        _ => new StringContent(Json(0), Encoding.UTF8, "application/json"),
    };

    private static HttpContent Typed(HttpContent content, string type)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private MultipartFormDataContent Multipart()
    {
        var content = new MultipartFormDataContent();
        for (var i = random.Next(4); i > 0; i--)
            content.Add(new StringContent(Pick(Words)), Pick(["purpose", "expires_after[seconds]", "expires_after[anchor]", "other"]));
        if (random.Next(3) > 0)
            content.Add(new ByteArrayContent(RandomBytes()), "file", Pick(["a.jsonl", "..", "x/y", "ü"]));
        return content;
    }

    /// <summary>Almost right, so that it comes further.</summary>
    private string Chat() =>
        $$"""{"model":"batchgen-demo","messages":[{"role":"user","content":"{{Pick(Words)}}"}],"max_tokens":{{random.Next(-1, 3)}},"{{Pick(Names)}}":{{Json(2)}}}""";

    private string Json(int depth)
    {
        if (depth > 3 + random.Next(3))
            return Scalar();
        return random.Next(4) switch
        {
            0 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(depth + 1)))}]",
            1 => Scalar(),
            _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Pick(Names)}\":{Json(depth + 1)}"))}}}",
        };
    }

    private string Scalar() => random.Next(6) switch
    {
        0 => "null",
        1 => "true",
        2 => "-1",
        3 => "1e308",
        4 => "99999999999999999999",
        _ => $"\"{Pick(Words).Replace("'", "", StringComparison.Ordinal)}\"",
    };

    private string Query() => random.Next(3) == 0 ? $"?{Pick(["limit", "after", "order", "purpose", "model", "context"])}={Uri.EscapeDataString(Pick(Words))}" : "";

    private string Truncated(string text) => text[..random.Next(text.Length)];

    private string Printable(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(32, 127)));

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(3_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
