using BatchGen.Batches.Metering;

namespace BatchGen.Batches.Gauges;

/// <summary>Every instrument there is: whoever starts the program asks for this once, so that what has not happened yet is a zero and no gap.</summary>
public sealed class GaugeBoard
{
    public GaugeBoard(
        QueueGauges queue,
        EngineGauges engines,
        DeviceGauges devices,
        ProgramGauges program,
        EngineWaits waits,
        AnswerMeter answers,
        ItemMeter items,
        SubmissionMeter submissions,
        CommitMeter commits) => All = [queue, engines, devices, program, waits, answers, items, submissions, commits];

    /// <summary>Held, though nobody reads them: an observed instrument lives as long as what it looks at.</summary>
    internal IReadOnlyList<object> All { get; }
}
