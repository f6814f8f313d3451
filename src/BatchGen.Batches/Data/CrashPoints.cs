using System.Diagnostics;

namespace BatchGen.Batches.Data;

/// <summary>
/// Places where a death leaves work to others: between a commit and what follows it, or before one. What then happens stands at each of them.
/// </summary>
public enum CrashPoint
{
    /// <summary>A batch's order is stored, and nobody reads its file yet.</summary>
    OrderStored,

    /// <summary>Items and shards are stored, and no job carries them.</summary>
    ItemsStored,

    /// <summary>A worker holds a shard and has sent nothing.</summary>
    ShardClaimed,

    /// <summary>Answers are there and not stored.</summary>
    ResultsReady,

    /// <summary>Answers are stored and nobody was told.</summary>
    ResultsStored,

    /// <summary>The last shard is done, and no job writes the files.</summary>
    ShardsDone,

    /// <summary>The files are written, and the batch does not name them.</summary>
    FilesWritten,

    /// <summary>The batch has ended, and nobody is told.</summary>
    EndStored,

    /// <summary>Somebody was told, and it is not noted.</summary>
    NoticeSent,

    /// <summary>A batch is cancelled, and no job ends it.</summary>
    CancelStored,

    /// <summary>A paused batch goes on, and no job carries it.</summary>
    ResumeStored,

    /// <summary>Failed items are to run again, and no job carries them.</summary>
    RetryStored,

    /// <summary>A batch is deleted, and no job removes it.</summary>
    DeletionStored,

    /// <summary>A schedule's run is stored and not begun.</summary>
    RunStored,

    /// <summary>A run's batch is stored, and the run does not know it.</summary>
    RunSubmitted,
}

/// <summary>Lets a test end the process where it wants, as a power cut would; otherwise nothing happens there.</summary>
public static class CrashPoints
{
    /// <summary>The environment variable that names the point to end at.</summary>
    public const string Variable = "BATCHGEN_CRASH_AT";

    private static readonly string? Chosen = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Does not return in a process that is to end here.</summary>
    public static void Pass(CrashPoint point)
    {
        if (Chosen is null || Chosen != point.ToString())
            return;
        using var process = Process.GetCurrentProcess();
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
