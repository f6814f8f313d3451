using BatchGen.Batches.Data;

namespace BatchGen.Web.Pages.BatchList;

/// <summary>One chip above the list; its address is the filter.</summary>
public sealed record FilterChoice(string Word, BatchState? State)
{
    public string Path => State is { } state ? $"/batches?state={state.ToString().ToLowerInvariant()}" : "/batches";
}
