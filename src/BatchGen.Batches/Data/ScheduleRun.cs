using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>One time a schedule was due, and what came of it: a batch, or the reason why not.</summary>
public sealed class ScheduleRun
{
    public long Id { get; init; }

    public long ScheduleId { get; init; }

    public Schedule? Schedule { get; init; }

    public DateTimeOffset At { get; init; }

    public RunState State { get; set; }

    /// <summary>Null unless a batch came of it.</summary>
    public string? BatchPublicId { get; set; }

    /// <summary>Why no batch came of it, or what it was a stand-in for; a sentence.</summary>
    public Sentence? Note { get; set; }

    /// <summary>The watched folder's file it submits; null when it submits the template's own input.</summary>
    public string? FileName { get; init; }

    /// <summary>SHA-256 of that file, in hexadecimal.</summary>
    public string? FileHash { get; init; }
}
