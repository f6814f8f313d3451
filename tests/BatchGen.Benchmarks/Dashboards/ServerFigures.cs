namespace BatchGen.Benchmarks.Dashboards;

/// <summary>The server at one moment.</summary>
/// <param name="Cpu">Processor time since its start.</param>
/// <param name="LiveBytes">Managed memory after a full collection.</param>
/// <param name="DoneItems">Of the batch.</param>
/// <param name="At">By this process's clock.</param>
internal sealed record ServerFigures(TimeSpan Cpu, long LiveBytes, long DoneItems, TimeSpan At);
