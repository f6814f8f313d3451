namespace BatchGen.Batches.Data;

/// <summary>A template's input; a row of its own, so that lists of templates do not read it.</summary>
public sealed class TemplateInput
{
    public long TemplateId { get; init; }

    public required byte[] Content { get; set; }
}
