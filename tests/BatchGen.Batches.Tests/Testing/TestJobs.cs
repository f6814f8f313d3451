using System.Collections.Concurrent;
using BatchGen.Batches.Jobs;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>Hangfire's client without Hangfire: keeps what was enqueued until a test runs it, once or more often.</summary>
internal sealed class TestJobs : IBackgroundJobClient, IKnownJobs
{
    private readonly ConcurrentQueue<Job> _enqueued = [];
    private readonly ConcurrentDictionary<Job, bool> _running = [];

    public IReadOnlyList<Job> Enqueued => [.. _enqueued];

    /// <summary>Jobs put off to a later time; a test runs them when it wants that time to have come.</summary>
    public ConcurrentQueue<Job> Scheduled { get; } = [];

    public ConcurrentQueue<string> Queues { get; } = [];

    /// <summary>Jobs that are out of tries, as Hangfire keeps them.</summary>
    public List<Job> Failed { get; } = [];

    public JobsInHand Read() => new(KeysOf(Scheduled.Concat(_enqueued).Concat(_running.Keys)), KeysOf(Failed));

    public string Create(Job job, IState state)
    {
        switch (state)
        {
            case EnqueuedState enqueued:
                Queues.Enqueue(job.Queue ?? enqueued.Queue);
                _enqueued.Enqueue(job);
                break;
            case ScheduledState:
                Scheduled.Enqueue(job);
                break;
        }

        return Guid.NewGuid().ToString();
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new InvalidOperationException("Nothing here changes states.");

    /// <summary>Forgets the queue, as Hangfire's memory storage does when its process ends.</summary>
    public void Clear()
    {
        _enqueued.Clear();
        Scheduled.Clear();
    }

    /// <summary>Runs what is enqueued, and what that enqueues, with several workers until nothing is left.</summary>
    public async Task RunAsync(IServiceProvider services, int workers = 2, CancellationToken cancellationToken = default)
    {
        while (!_enqueued.IsEmpty)
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(services, cancellationToken)));
    }

    public static Task ExecuteAsync(IServiceProvider services, Job job, CancellationToken cancellationToken)
    {
        var arguments = job.Args.Select(argument => argument is CancellationToken ? cancellationToken : argument).ToArray();
        return (Task)job.Method.Invoke(services.GetRequiredService(job.Type), arguments)!;
    }

    private async Task WorkAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        while (_enqueued.TryDequeue(out var job))
        {
            _running[job] = true;
            try
            {
                await Task.Run(() => ExecuteAsync(services, job, cancellationToken), CancellationToken.None);
            }
            finally
            {
                _running.TryRemove(job, out _);
            }
        }
    }

    private static HashSet<JobKey> KeysOf(IEnumerable<Job> jobs) => [.. jobs.Select(JobKey.Of).OfType<JobKey>()];
}
