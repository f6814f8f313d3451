namespace BatchGen.Engine.Planning;

/// <summary>Section "Planning": how memory plans are made.</summary>
public sealed class PlanningOptions
{
    public const string Section = "Planning";

    /// <summary>Kept free on every device as long as no administrator has set a limit for it.</summary>
    public long ReserveBytes { get; set; } = 512L << 20;

    /// <summary>A simulation that takes longer is ended, and the computed figures stand.</summary>
    public TimeSpan DryRunTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the process that simulates is kept after its last answer.</summary>
    public TimeSpan ProcessIdleTime { get; set; } = TimeSpan.FromSeconds(20);
}
