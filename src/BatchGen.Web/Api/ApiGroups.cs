namespace BatchGen.Web.Api;

internal static class ApiGroups
{
    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<ApiGroup> All { get; } =
    [
        new("OpenAI: files", "What batches are read from, and what they leave."),
        new("OpenAI: batches", "Uploaded files run as batches."),
        new("OpenAI: completions", "Single answers, ahead of the batches."),
        new("OpenAI: models", "Names to ask for."),
        new("Batches", "Every batch, however it was submitted."),
        new("Notices", "Where people are told that a batch has ended."),
        new("Templates", "Batches saved under a name."),
        new("Schedules", "Templates submitted by themselves."),
        new("Models", "What can be run, and what makes more of it."),
        new("Memory", "What fits, and what may be taken."),
        new("Machines", "What shares the work, and what each may take."),
        new("API keys", "What programs sign in with."),
        new("Users", "Who may sign in, and as what."),
        new("Usage", "Who used how much, by day, user, key, model, label."),
        new("Settings", "What can be changed without a restart."),
    ];
}

/// <summary>Routes that stand together on the page that tries the API out.</summary>
/// <param name="Title">The tag that each of them names.</param>
internal sealed record ApiGroup(string Title, string Text);
