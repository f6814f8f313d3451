using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>A migrated SQLite file, made once and copied for each test: migrating takes longer than most tests.</summary>
internal static class SqliteTemplate
{
    private static readonly Lazy<Task<byte[]>> Content = new(MakeAsync);

    public static async Task CopyToAsync(string path) => await File.WriteAllBytesAsync(path, await Content.Value);

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "template.db");
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        DatabaseChoice.UseSqlite(builder, $"Data Source={path};Pooling=false", TestMigrations.Assemblies);
        await using (var db = new BatchGenDbContext(builder.Options))
            await db.Database.MigrateAsync();
        return await File.ReadAllBytesAsync(path);
    }
}
