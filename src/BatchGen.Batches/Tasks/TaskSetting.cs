namespace BatchGen.Batches.Tasks;

/// <summary>A task and what was chosen for it: for a whole batch, or for one item that says so itself. Stored with either.</summary>
/// <param name="Question">Asked of every input that brings no question of its own; null asks nothing more than the task does.</param>
public sealed record TaskSetting(TaskKind Kind, TaskOptions Options, string? Question = null)
{
    public static TaskSetting Of(TaskKind kind) => new(kind, TaskOptions.Default);
}
