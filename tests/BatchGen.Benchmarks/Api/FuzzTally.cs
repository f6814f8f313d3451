namespace BatchGen.Benchmarks.Api;

/// <summary>Counts answers from several lanes at once.</summary>
internal sealed class FuzzTally
{
    private readonly Lock _lock = new();

    public SortedDictionary<int, int> Statuses { get; } = [];

    public List<string> Complaints { get; } = [];

    public int Broken { get; private set; }

    public void Add(int status, string? complaint)
    {
        lock (_lock)
        {
            Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
            if (complaint is not null)
                Complaints.Add(complaint);
        }
    }

    public void AddBroken()
    {
        lock (_lock)
            Broken++;
    }
}
