using System.Text.Json;
using System.Text.Json.Nodes;

namespace BatchGen.Testing.Requests;

/// <summary>One body that some client sends, and what is right: the rows of the .jsonl files beside this.</summary>
/// <param name="Why">What it stands for; names the row.</param>
/// <param name="Endpoint">"/v1/chat/completions" or "/v1/completions".</param>
/// <param name="Body">JSON.</param>
/// <param name="Code">Of its refusal; null when it is taken.</param>
/// <param name="Param">Of its refusal; null when none.</param>
public sealed record RequestCase(string Why, string Endpoint, string Body, string? Code, string? Param)
{
    private const string Chat = "/v1/chat/completions";

    /// <summary>Null, and messages as some server gave them back.</summary>
    public static IReadOnlyList<RequestCase> Replayed { get; } = Read("replayed.jsonl");

    /// <summary>Whole numbers, prompts, and what means "off".</summary>
    public static IReadOnlyList<RequestCase> Spelled { get; } = Read("spelled.jsonl");

    /// <summary>What is refused, with the code and the field that are named.</summary>
    public static IReadOnlyList<RequestCase> Refused { get; } = Read("refused.jsonl");

    /// <summary>As a line of a batch, in OpenAI's form.</summary>
    public string AsLine(string customId) => new JsonObject
    {
        ["custom_id"] = customId,
        ["method"] = "POST",
        ["url"] = Endpoint,
        ["body"] = JsonNode.Parse(Body),
    }.ToJsonString();

    /// <summary>As a line of a batch, its fields on one level; null where that form has none for it.</summary>
    public string? AsShortLine(string customId)
    {
        if (Endpoint != Chat)
            return null;
        var line = (JsonObject)JsonNode.Parse(Body)!;
        line["custom_id"] = customId;
        return line.ToJsonString();
    }

    public override string ToString() => Why;

    private static List<RequestCase> Read(string file)
    {
        using var stream = typeof(RequestCase).Assembly.GetManifestResourceStream($"Requests.{file}")!;
        using var reader = new StreamReader(stream);
        var cases = new List<RequestCase>();
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var root = row.RootElement;
            cases.Add(new RequestCase(
                root.GetProperty("why").GetString()!,
                root.TryGetProperty("url", out var url) ? url.GetString()! : Chat,
                JsonNode.Parse(root.GetProperty("body").GetRawText())!.ToJsonString(),
                root.TryGetProperty("code", out var code) ? code.GetString() : null,
                root.TryGetProperty("param", out var param) ? param.GetString() : null));
        }

        return cases;
    }
}
