namespace BatchGen.Benchmarks.Api;

internal sealed record ChatFigures(TimeSpan FirstText, bool IsWhole);
