using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BatchGen.Batches.Data;

/// <summary>A setting made in the browser, for every machine on the database.</summary>
public sealed class SharedSetting
{
    /// <summary>As in appsettings.json, e.g. "Storage:KeepResultsFor".</summary>
    public required string Key { get; init; }

    public required string Value { get; set; }
}

/// <summary>One of the keys that sign cookies and encrypt the secrets of webhooks, where several machines must have the same.</summary>
public sealed class ProtectionKey
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>A piece of an upload or result file that is kept in the database.</summary>
public sealed class StoredPiece
{
    /// <summary>Of its file, as below the files directory.</summary>
    public required string Path { get; init; }

    /// <summary>From 0 on.</summary>
    public int Number { get; init; }

    public required byte[] Content { get; init; }
}

internal sealed class SharedSettingConfiguration : IEntityTypeConfiguration<SharedSetting>
{
    public void Configure(EntityTypeBuilder<SharedSetting> builder)
    {
        builder.ToTable("SharedSettings");
        builder.HasKey(setting => setting.Key);
        builder.Property(setting => setting.Key).HasMaxLength(200);
    }
}

internal sealed class ProtectionKeyConfiguration : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("ProtectionKeys");
        builder.Property(key => key.Name).HasMaxLength(200);
        builder.HasIndex(key => key.Name).IsUnique();
    }
}

internal sealed class StoredPieceConfiguration : IEntityTypeConfiguration<StoredPiece>
{
    public void Configure(EntityTypeBuilder<StoredPiece> builder)
    {
        builder.ToTable("StoredPieces");
        builder.HasKey(piece => new { piece.Path, piece.Number });
        builder.Property(piece => piece.Path).HasMaxLength(200);
    }
}
