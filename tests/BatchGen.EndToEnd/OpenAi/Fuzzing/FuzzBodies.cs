using System.Text;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>Requests with nothing wrong in them.</summary>
internal static class FuzzBodies
{
    public const string Boundary = "fuzz";

    public const string BatchFile = """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"Hi"}],"max_tokens":1}}""" + "\n";

    private const string Chat =
        """
        {"model":"batchgen-demo","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Hi"}],"max_tokens":2,"temperature":0.5,"top_p":0.9,
        "seed":7,"stop":["END"],"stream":false,"frequency_penalty":0.1,"logprobs":true,"top_logprobs":2,"response_format":{"type":"text"}}
        """;

    private const string Schema =
        """
        {"model":"batchgen-demo","messages":[{"role":"user","content":"Hi"}],"max_tokens":20,
        "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"enum":[1,2]}},"required":["a"]}}}}
        """;

    private const string Tools =
        """
        {"model":"batchgen-demo","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"c","content":"1"}],"max_tokens":20,"tool_choice":"required","parallel_tool_calls":false,
        "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"enum":[1,2]}}}}}]}
        """;

    private const string Streamed = """{"model":"batchgen-demo","messages":[{"role":"user","content":"Hi"}],"max_tokens":2,"stream":true,"stream_options":{"include_usage":true}}""";

    private const string Completion = """{"model":"batchgen-demo","prompt":"def add(a, b):","max_tokens":2,"temperature":0,"stream":false}""";

    public static string Order(string fileId) =>
        $$$"""{"input_file_id":"{{{fileId}}}","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"k":"v"},"output_expires_after":{"anchor":"created_at","seconds":3600}}""";

    /// <summary>Rarely: nobody is there, and each is called again and again.</summary>
    private static string OrderWithWebhook(string fileId) =>
        Order(fileId)[..^1] + ""","webhook":{"url":"http://127.0.0.1:9/","secret":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}}""";

    /// <returns>JSON for the route, or null where it takes none.</returns>
    public static string? For(FuzzRoute route, FuzzIds ids, Random random) => route.Method == HttpMethod.Delete ? null : route.Pattern switch
    {
        "/v1/chat/completions" => random.Next(4) switch { 0 => Schema, 1 => Tools, 2 => Streamed, _ => Chat },
        "/v1/completions" => Completion,
        "/v1/batches" when random.Next(20) == 0 => OrderWithWebhook(ids.Pick("file", random) ?? "file-none"),
        "/v1/batches" => Order(ids.Pick("file", random) ?? "file-none"),
        "/api/batches/dry-run" => BatchFile.Trim(),
        "/api/limits/{device}" => """{"limit":"90 %","reserve":"1 MiB"}""",
        "/api/models" => $$"""{"path":"{{ids.Pick("path", random)}}"}""",
        "/api/models/downloads" => """{"url":"https://models.example.org/model.gguf","sha256":null}""",
        "/api/models/quantizations" => """{"model":"batchgen-demo","type":"q8_0"}""",
        "/api/schedules" or "/api/schedules/{id:long}" => Schedule(ids, random),
        "/api/templates/{id:long}" => $$"""{"name":"fuzz {{random.Next(1_000_000)}}"}""",
        "/api/keys" => """{"name":"fuzz","scopes":["read","submit"],"expires_at":"2999-01-31T00:00:00+08:00","max_queued_items":10,"max_tokens_per_day":1000}""",
        "/api/settings" => """{"Submission:MaxItems":20000}""",
        _ => null,
    };

    private static string Schedule(FuzzIds ids, Random random) => random.Next(2) == 0
        ? $$"""{"name":"fuzz","template_id":{{ids.Pick("template", random)}},"cron":"0 3 * * 1-5","time_zone":"Europe/Berlin","overlap":"queue","missed_runs":"skip"}"""
        : $$"""{"name":"fuzz","template_id":{{ids.Pick("template", random)}},"once_at":"2999-01-31T02:00:00Z","time_zone":"UTC","folder":"{{ids.Pick("folder", random)}}","read_files":"remember"}""";

    public static HttpContent Upload(string text)
    {
        var content = new ByteArrayContent(UploadBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        return content;
    }

    public static byte[] UploadBytes(string text) => Encoding.UTF8.GetBytes(
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
        + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n--{Boundary}--\r\n");
}
