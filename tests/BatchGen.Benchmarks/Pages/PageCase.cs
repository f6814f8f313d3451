namespace BatchGen.Benchmarks.Pages;

/// <param name="Read">What the page reads when it opens.</param>
internal sealed record PageCase(string Name, Func<Task> Read);
