namespace BatchGen.Batches.Schedules;

/// <summary>A refusal on its way to the caller, who gets it as <see cref="ScheduleRefused"/>.</summary>
internal sealed class ScheduleException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
