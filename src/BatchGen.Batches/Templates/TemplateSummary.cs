namespace BatchGen.Batches.Templates;

/// <summary>One line of a list of templates.</summary>
/// <param name="InputBytes">Null when it is settings only.</param>
/// <param name="ChangedBy">As pages name the person.</param>
public sealed record TemplateSummary(long Id, string Name, long? InputBytes, DateTimeOffset ChangedAt, string ChangedBy);
