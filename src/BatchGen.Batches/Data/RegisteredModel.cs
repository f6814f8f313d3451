using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A model file outside the models folder that an administrator made known.</summary>
public sealed class RegisteredModel
{
    public const int MaxPathLength = 1024;

    public long Id { get; init; }

    public required string MachineName { get; init; }

    /// <summary>Full path of the GGUF file.</summary>
    public required string Path { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}

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
