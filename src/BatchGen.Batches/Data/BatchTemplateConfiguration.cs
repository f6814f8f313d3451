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
        // Names are one's own: that another has one of this name is none of one's business.
        builder.HasIndex(template => new { template.OwnerId, template.Name }).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(template => template.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(template => template.Input).WithOne().HasForeignKey<TemplateInput>(input => input.TemplateId);
    }
}
