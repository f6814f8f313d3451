using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>The answer to a request that carried an idempotency key, kept so that sending it again does nothing again.</summary>
public sealed class KeptAnswer
{
    public const int MaxKeyLength = 255;

    public long Id { get; init; }

    /// <summary>What the key belongs to: the endpoint and the caller. The same key elsewhere is another key.</summary>
    public required string Scope { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the request in hexadecimal: the same key with another request is a mistake.</summary>
    public required string RequestHash { get; init; }

    /// <summary>0 while the first request is being answered.</summary>
    public int StatusCode { get; set; }

    public string? Body { get; set; }

    /// <summary>What the first request made, saved together with it: a batch's or a file's public id, a schedule's id. Null until then.</summary>
    public string? Made { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class KeptAnswerConfiguration : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("KeptAnswers");
        builder.Property(answer => answer.Scope).HasMaxLength(200);
        builder.Property(answer => answer.Key).HasMaxLength(KeptAnswer.MaxKeyLength);
        builder.Property(answer => answer.RequestHash).HasMaxLength(64);
        builder.Property(answer => answer.Made).HasMaxLength(40);
        builder.HasIndex(answer => new { answer.Scope, answer.Key }).IsUnique();
        builder.HasIndex(answer => answer.CreatedAt);
    }
}
