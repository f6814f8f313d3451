using System.Text.RegularExpressions;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>Ids of things that exist, taken from what the server answers, for several lanes at once.</summary>
internal sealed partial class FuzzIds
{
    /// <summary>The newest: older ones are deleted sooner or later.</summary>
    private const int Most = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _ids = [];

    public void Add(string kind, string id)
    {
        lock (_lock)
        {
            if (!_ids.TryGetValue(kind, out var list))
                _ids[kind] = list = [];
            list.Add(id);
            if (list.Count > Most)
                list.RemoveAt(0);
        }
    }

    /// <summary>Keeps the ids of files and batches in an answer.</summary>
    /// <param name="kind">Of what was made, when its ids are numbers; the key that the requests come with is never in it.</param>
    public void Harvest(string body, string? kind = null)
    {
        if (kind is "schedule" or "template" or "key" or "job" && Number().Match(body) is { Success: true } made)
            Add(kind, made.Groups[1].Value);
        foreach (var found in Id().EnumerateMatches(body))
        {
            var id = body.Substring(found.Index, found.Length);
            Add(id.StartsWith("file-", StringComparison.Ordinal) ? "file" : "batch", id);
        }
    }

    /// <returns>Null when there is none of that kind yet.</returns>
    public string? Pick(string kind, Random random)
    {
        lock (_lock)
            return _ids.TryGetValue(kind, out var list) ? list[random.Next(list.Count)] : null;
    }

    [GeneratedRegex("^\\{(?:\"secret\":\"[^\"]*\",\"key\":\\{)?\"id\":([0-9]+),")]
    private static partial Regex Number();

    [GeneratedRegex("(file-|batch_)[0-9a-zA-Z]{16,64}")]
    private static partial Regex Id();
}
