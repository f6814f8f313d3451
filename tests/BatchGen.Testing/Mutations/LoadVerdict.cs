namespace BatchGen.Testing.Mutations;

/// <summary>How a model file ended that was read, planned, loaded and computed with.</summary>
public enum LoadOutcome
{
    /// <summary>It was computed with to the end.</summary>
    Loaded,

    /// <summary>Reader and rules refused it, before native code saw it.</summary>
    RefusedByRule,

    /// <summary>The seam refused it with a sentence, most often with llama.cpp's own reason.</summary>
    RefusedByLibrary,

    /// <summary>The plan says more than the trial may take; the product compares it with the limit in the same place.</summary>
    TooLarge,

    /// <summary>An exception that is not a refusal, or a refusal without a sentence.</summary>
    Unexpected,

    /// <summary>The process ended.</summary>
    Killed,

    /// <summary>No answer within the time allowed.</summary>
    Hung,
}

/// <param name="Stage">What was being done, for <see cref="LoadOutcome.Killed"/> and <see cref="LoadOutcome.Hung"/>.</param>
/// <param name="Reason">The refusal's code and sentence; the process's last words.</param>
public sealed record LoadVerdict(LoadOutcome Outcome, string Stage, string Reason)
{
    public bool HasSurvived => Outcome is not (LoadOutcome.Killed or LoadOutcome.Hung or LoadOutcome.Unexpected);
}
