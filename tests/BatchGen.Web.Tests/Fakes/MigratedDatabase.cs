using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>
/// The file of a new database, brought to this version once and copied for each test: migrating takes longer than most of
/// them. Servers as they ship make their own.
/// </summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Content = new(MakeAsync);

    /// <param name="dataDirectory">Made where it is not there.</param>
    public static async Task CopyToAsync(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        await File.WriteAllBytesAsync(Path.Combine(dataDirectory, "batchgen.db"), await Content.Value);
    }

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new ScratchFolder();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = folder.Path,
            ["Models:Directory"] = folder.Path,
        });
        builder.Services.AddBatchGen(builder.Configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        // What was written stands in the log beside the file until then.
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        return await File.ReadAllBytesAsync(host.Services.GetRequiredService<DataDirectory>().DatabaseFile);
    }
}
