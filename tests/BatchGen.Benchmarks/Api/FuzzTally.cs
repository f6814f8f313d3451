using BatchGen.EndToEnd.OpenAi.Fuzzing;

namespace BatchGen.Benchmarks.Api;

/// <summary>Counts answers from several lanes at once.</summary>
internal sealed class FuzzTally
{
    private readonly Lock _lock = new();

    /// <summary>How often each status came, by group of routes.</summary>
    public SortedDictionary<string, SortedDictionary<int, int>> Groups { get; } = new(StringComparer.Ordinal);

    public List<string> Complaints { get; } = [];

    public void Add(FuzzAnswer answer)
    {
        lock (_lock)
        {
            if (!Groups.TryGetValue(answer.Group, out var statuses))
                Groups[answer.Group] = statuses = [];
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
            if (answer.Complaint is not null)
                Complaints.Add(answer.Complaint);
        }
    }
}
