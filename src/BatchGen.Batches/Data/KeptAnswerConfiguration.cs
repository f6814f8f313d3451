using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

internal sealed class KeptAnswerConfiguration : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("KeptAnswers");
        builder.Property(answer => answer.Scope).HasMaxLength(200);
        builder.Property(answer => answer.Key).HasMaxLength(KeptAnswer.MaxKeyLength);
        builder.Property(answer => answer.RequestHash).HasMaxLength(64);
        builder.HasIndex(answer => new { answer.Scope, answer.Key }).IsUnique();
        builder.HasIndex(answer => answer.CreatedAt);
    }
}
