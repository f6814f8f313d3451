namespace BatchGen.Batches.Submission;

/// <summary>The answer must be JSON: any object, or what a schema allows. Stored as it was asked for.</summary>
/// <param name="SchemaJson">A JSON schema; null allows any JSON object.</param>
public sealed record ResponseFormat(string? SchemaJson);
