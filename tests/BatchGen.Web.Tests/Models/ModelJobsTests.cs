using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Models;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Engine.Quantizing;
using BatchGen.Testing;
using BatchGen.Web.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Models;

public sealed class ModelJobsTests : PageTestBase
{
    [Fact]
    public async Task Download_IsAudited_WithWhoBeganItAndWhatBecameOfIt()
    {
        var jobs = Services.GetRequiredService<ModelJobs>();

        jobs.Download(DownloadRequest.Parse("https://models.example.org/a.gguf", ""), "Ada");

        // The second entry is the job's last act.
        await Patience.UntilAsync(async () => (await ModelEntriesAsync()).Count == 2, "the job's end");
        var audit = await ModelEntriesAsync();

        Assert.All(audit, entry => Assert.Equal("Ada", entry.Who));
        Assert.All(audit, entry => Assert.StartsWith("model file a.gguf on ", entry.What.ToString(), StringComparison.Ordinal));
        Assert.Equal(("not there", "download from models.example.org"), (audit[1].From, audit[1].To));
        Assert.StartsWith("failed: ", audit[0].To.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_FailsWithItsReason_WhenTheAuditLogCannotBeWritten()
    {
        using var jobs = new ModelJobs(
            Services.GetRequiredService<ModelDownloader>(),
            Services.GetRequiredService<IModelQuantizing>(),
            Services.GetRequiredService<ModelCatalog>(),
            new ModelAudit(new LostDatabase(), new NodeIdentity(Options.Create(new NodeOptions())), TimeProvider.System),
            NullLogger<ModelJobs>.Instance);
        var ended = new TaskCompletionSource();
        using var following = jobs.Subscribe(() =>
        {
            if (jobs.List()[0].State is not ModelJobState.Running)
                ended.TrySetResult();
        });

        jobs.Download(DownloadRequest.Parse("https://models.example.org/a.gguf", ""), "Ada");
        await ended.Task.WaitAsync(Patience.Ceiling);

        var job = Assert.Single(jobs.List());
        Assert.Equal((ModelJobState.Failed, "audit_not_written"), (job.State, job.Code));
        Assert.Contains("nothing was begun", job.Note?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Newest first; the account that was made at the start has an entry of its own.</summary>
    private async Task<IReadOnlyList<AuditEntry>> ModelEntriesAsync() =>
    [
        .. (await Services.GetRequiredService<DeviceLimits>().ListAuditAsync(10, CancellationToken.None))
            .Where(entry => entry.What.ToString().StartsWith("model file", StringComparison.Ordinal)),
    ];

    private sealed class LostDatabase : IDbContextFactory<BatchGenDbContext>
    {
        public BatchGenDbContext CreateDbContext() => throw new DbUpdateException("The database is gone.");
    }
}
