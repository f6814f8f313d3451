namespace BatchGen.Engine.Planning;

/// <summary>One line to the planning process.</summary>
/// <param name="DryRun">Null asks for the devices only.</param>
internal sealed record PlanHostRequest(DryRunRequest? DryRun);
