namespace BatchGen.Engine.Supervision;

/// <summary>What an engine is to be loaded with, until that changes.</summary>
/// <param name="Choice">Every member set.</param>
/// <param name="Replaced">Cancelled when others are given the engine with other settings.</param>
internal sealed record StayOrder(EngineChoice Choice, CancellationToken Replaced);
