using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class BatchTemplateConfiguration : IEntityTypeConfiguration<BatchTemplate>
{
    public void Configure(EntityTypeBuilder<BatchTemplate> builder)
    {
        builder.ToTable("Templates");
        builder.Property(template => template.Name).HasMaxLength(200);
        builder.Property(template => template.ChangedBy).HasMaxLength(200);
        builder.HasIndex(template => template.Name).IsUnique();
        builder.HasOne(template => template.Input).WithOne().HasForeignKey<TemplateInput>(input => input.TemplateId);
    }
}
