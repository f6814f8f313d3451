using BatchGen.Batches.Data;

namespace BatchGen.Batches.Templates;

/// <summary>One line of a list of templates.</summary>
/// <param name="InputBytes">Null when it is settings only.</param>
/// <param name="ChangedBy">As pages name the person.</param>
/// <param name="OwnerId">Who made it; null when nobody is known.</param>
public sealed record TemplateSummary(long Id, string Name, long? InputBytes, DateTimeOffset ChangedAt, string ChangedBy, long? OwnerId)
{
    internal static TemplateSummary Of(BatchTemplate template) =>
        new(template.Id, template.Name, template.InputBytes, template.ChangedAt, template.ChangedBy, template.OwnerId);
}
