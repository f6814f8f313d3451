using System.Runtime.Versioning;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

/// <summary>What a server leaves on disk: the database and its log, keys, results. Unix only, as file modes are.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task EveryFile_IsItsOwnersAlone_AfterABatchRan()
    {
        await using var server = new TestServer();
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        await RunABatchAsync(server);

        var root = server.Services.GetRequiredService<DataDirectory>().Root;
        string[] all = [root, .. Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories)];

        Assert.Contains(all, path => path.EndsWith("batchgen.db-wal", StringComparison.Ordinal));
        Assert.Contains(all, path => path.EndsWith("output.jsonl", StringComparison.Ordinal));
        Assert.Contains(all, path => path.EndsWith(".xml", StringComparison.Ordinal));
        Assert.All(all, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
    }

    private static async Task RunABatchAsync(TestServer server)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("Write a function\nWrite a test"));
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "private", ModelPath = server.ModelPath, Input = input }, progress: null, CancellationToken.None);
        var batch = Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
        var queries = server.Services.GetRequiredService<BatchQueries>();
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        while (await queries.GetAsync(batch, patience.Token) is not { Summary.IsFinished: true })
            await Task.Delay(100, patience.Token);
    }
}
