using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace BatchGen.Batches.Jobs;

/// <summary>Tells which jobs the queue holds, so that work without one can be told from work that waits for its turn.</summary>
internal interface IKnownJobs
{
    /// <summary>
    /// Ask after the database was read: what is committed between the two has its job by then, or is found at the next
    /// look. A wrong "no" costs a second job, which finds the work claimed or done.
    /// </summary>
    JobsInHand Read();
}

/// <param name="Live">Enqueued, put off, fetched or running.</param>
/// <param name="Failed">Out of tries, and kept so that a person can look.</param>
internal sealed record JobsInHand(IReadOnlySet<JobKey> Live, IReadOnlySet<JobKey> Failed)
{
    public bool Hold<TJob>(long id) => Live.Contains(new JobKey(typeof(TJob), id));

    public bool GaveUp<TJob>(long id) => Failed.Contains(new JobKey(typeof(TJob), id));
}

/// <param name="Id">Of the row that it works on: every job of this room is handed one id.</param>
internal readonly record struct JobKey(Type Job, long Id)
{
    /// <summary>Null for a job that is none of ours, or that no longer loads.</summary>
    public static JobKey? Of(Job? job) => job is { Args: [long id, ..] } ? new JobKey(job.Type, id) : null;
}

/// <summary>What Hangfire's storage says.</summary>
internal sealed class HangfireJobs(JobStorage storage) : IKnownJobs
{
    // One call a list: of pages, a job that moves up between two would be seen by neither.
    private const int AllOfThem = int.MaxValue;

    public JobsInHand Read()
    {
        var api = storage.GetMonitoringApi();
        // In the order in which a job goes through them, so that one which moves meanwhile is met again further on.
        var live = api.ScheduledJobs(0, AllOfThem).Select(job => job.Value?.Job)
            .Concat(JobQueues.All.SelectMany(queue => Waiting(api, queue)))
            .Concat(api.ProcessingJobs(0, AllOfThem).Select(job => job.Value?.Job));
        return new JobsInHand(KeysOf(live), KeysOf(api.FailedJobs(0, AllOfThem).Select(job => job.Value?.Job)));
    }

    /// <summary>Of one queue. A job that was deleted stays in it until a worker comes across it.</summary>
    private static IEnumerable<Job?> Waiting(IMonitoringApi api, string queue) => api
        .EnqueuedJobs(queue, 0, AllOfThem).Where(job => IsToRun(job.Value?.State)).Select(job => job.Value.Job)
        .Concat(api.FetchedJobs(queue, 0, AllOfThem).Where(job => IsToRun(job.Value?.State)).Select(job => job.Value.Job));

    private static bool IsToRun(string? state) => state == EnqueuedState.StateName || state == ProcessingState.StateName;

    private static HashSet<JobKey> KeysOf(IEnumerable<Job?> jobs) => [.. jobs.Select(JobKey.Of).OfType<JobKey>()];
}
