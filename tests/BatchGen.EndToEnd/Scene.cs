using Microsoft.Playwright;

namespace BatchGen.EndToEnd;

/// <param name="Prepare">What is done on the page before the picture.</param>
internal sealed record Scene(string Name, string Path, Func<IPage, Task>? Prepare = null)
{
    /// <summary>A page of another product is pictured; how it is made is not ours to judge.</summary>
    public bool IsOurs { get; init; } = true;

    /// <summary>How a page is opened; one without a circuit is there at once.</summary>
    public Func<IPage, string, Task> Open { get; init; } = PageSteps.GotoLiveAsync;
}
