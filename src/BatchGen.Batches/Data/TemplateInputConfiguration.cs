using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class TemplateInputConfiguration : IEntityTypeConfiguration<TemplateInput>
{
    public void Configure(EntityTypeBuilder<TemplateInput> builder)
    {
        builder.ToTable("TemplateInputs");
        builder.HasKey(input => input.TemplateId);
    }
}
