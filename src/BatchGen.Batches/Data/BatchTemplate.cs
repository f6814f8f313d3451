using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>Settings that were saved under a name, with or without the input they are for.</summary>
public sealed class BatchTemplate
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>JSON of a <c>SubmissionRequest</c> without its input.</summary>
    public required string SettingsJson { get; set; }

    /// <summary>Null without an input.</summary>
    public long? InputBytes { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    /// <summary>When a batch was last submitted from it; null while none was.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Who made it; null when nobody is known.</summary>
    public long? OwnerId { get; init; }

    public TemplateInput? Input { get; set; }
}

internal sealed class BatchTemplateConfiguration : IEntityTypeConfiguration<BatchTemplate>
{
    public void Configure(EntityTypeBuilder<BatchTemplate> builder)
    {
        builder.ToTable("Templates");
        builder.Property(template => template.Name).HasMaxLength(200);
        builder.Property(template => template.ChangedBy).HasMaxLength(200);
        // Names are one's own: that another has one of this name is none of one's business.
        builder.HasIndex(template => new { template.OwnerId, template.Name }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(template => template.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(template => template.Input).WithOne().HasForeignKey<TemplateInput>(input => input.TemplateId);
    }
}

/// <summary>A template's input; a row of its own, so that lists of templates do not read it.</summary>
public sealed class TemplateInput
{
    public long TemplateId { get; init; }

    public required byte[] Content { get; set; }
}

internal sealed class TemplateInputConfiguration : IEntityTypeConfiguration<TemplateInput>
{
    public void Configure(EntityTypeBuilder<TemplateInput> builder)
    {
        builder.ToTable("TemplateInputs");
        builder.HasKey(input => input.TemplateId);
    }
}
