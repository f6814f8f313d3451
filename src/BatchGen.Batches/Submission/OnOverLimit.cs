namespace BatchGen.Batches.Submission;

/// <summary>What becomes of an item that does not fit the context limit.</summary>
public enum OnOverLimit
{
    /// <summary>Cut into parts where its task knows how to join their answers; else as <see cref="Reject"/>.</summary>
    Split,

    /// <summary>A problem of its line: context_length_exceeded.</summary>
    Reject,

    /// <summary>The batch's limit is raised to what the longest item takes, at most to the engine's own; what is longer still is rejected.</summary>
    Raise,
}
