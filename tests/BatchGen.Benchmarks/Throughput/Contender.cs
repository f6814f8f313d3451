namespace BatchGen.Benchmarks.Throughput;

/// <summary>Somebody who can run workloads. Started afresh for every passage: what one keeps of it must not help in the next.</summary>
/// <param name="Name">As the table calls it.</param>
internal sealed record Contender(string Name, Func<Task<IRunning>> StartAsync);

/// <summary>A contender that is loaded and ready to be timed.</summary>
internal interface IRunning : IAsyncDisposable
{
    /// <param name="file">The workload's items as JSON.</param>
    Task<RunFigures> RunAsync(Workload workload, string file);
}

/// <summary>It could not run the workload; the message says why, and it is left out of it.</summary>
internal sealed class ContenderException(string message) : Exception(message);
