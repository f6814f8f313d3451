namespace BatchGen.Batches.Templates;

/// <summary>Who saves a template or a schedule.</summary>
/// <param name="Name">As pages name the person.</param>
/// <param name="UserId">Who owns what they make; null without sign-in.</param>
public sealed record Author(string Name, long? UserId);
