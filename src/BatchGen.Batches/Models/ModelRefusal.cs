namespace BatchGen.Batches.Models;

/// <summary>Why a file is not taken as a model: a stable code and a sentence.</summary>
public sealed record ModelRefusal(string Code, string Message);
