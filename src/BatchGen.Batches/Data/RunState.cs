namespace BatchGen.Batches.Data;

public enum RunState
{
    /// <summary>Decided, and not yet submitted; the next start takes up what a crash left here.</summary>
    Starting,

    /// <summary>A batch came of it.</summary>
    Submitted,

    /// <summary>Left out, because of an overlap or because the server was off.</summary>
    Skipped,

    /// <summary>The input or the settings were refused.</summary>
    Refused,
}
