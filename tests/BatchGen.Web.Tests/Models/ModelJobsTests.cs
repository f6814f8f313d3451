using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Web.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Models;

public sealed class ModelJobsTests : PageTestBase
{
    [Fact]
    public async Task Download_IsAudited_WithWhoBeganItAndWhatBecameOfIt()
    {
        var jobs = Services.GetRequiredService<ModelJobs>();
        var limits = Services.GetRequiredService<DeviceLimits>();

        jobs.Download(DownloadRequest.Parse("https://models.example.org/a.gguf", ""), "Ada");

        // The second entry is the job's last act.
        var audit = await ListAsync(limits);
        while (audit.Count < 2)
        {
            await Task.Delay(20);
            audit = await ListAsync(limits);
        }

        Assert.All(audit, entry => Assert.Equal("Ada", entry.Who));
        Assert.Equal(("not there", "download from models.example.org"), (audit[1].From, audit[1].To));
        Assert.StartsWith("failed: ", audit[0].To, StringComparison.Ordinal);
    }

    /// <summary>The first start writes entries of its own.</summary>
    private static async Task<List<AuditEntry>> ListAsync(DeviceLimits limits) =>
        [.. (await limits.ListAuditAsync(10, CancellationToken.None)).Where(entry => entry.What.StartsWith("model file a.gguf on ", StringComparison.Ordinal))];
}
