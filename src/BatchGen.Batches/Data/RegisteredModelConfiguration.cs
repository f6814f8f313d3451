using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class RegisteredModelConfiguration : IEntityTypeConfiguration<RegisteredModel>
{
    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.ToTable("RegisteredModels");
        builder.Property(model => model.MachineName).HasMaxLength(200);
        builder.Property(model => model.Path).HasMaxLength(RegisteredModel.MaxPathLength);
        builder.HasIndex(model => new { model.MachineName, model.Path }).IsUnique();
    }
}
