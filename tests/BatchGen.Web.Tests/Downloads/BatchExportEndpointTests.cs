using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Submission;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Downloads;

/// <summary>Answers as they leave the server: over Kestrel, whose streams take no synchronous write unless told.</summary>
public sealed class BatchExportEndpointTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Formula = "=HYPERLINK(\"http://example.org\",\"x\")";
    private const string Table = "title,code\n\"=1+1\",x = 1\nplain,y = 2\n";

    [Theory]
    [InlineData("zip", "application/zip")]
    [InlineData("jsonl", "application/jsonl")]
    [InlineData("csv", "text/csv")]
    [InlineData("markdown", "text/markdown")]
    public async Task Export_IsADownloadInItsFormat(string format, string contentType)
    {
        var owner = await Visitor.UserAsync(server, Role.Submitter);
        var batch = await RunAsync(owner);
        using var mine = await ProgramOfAsync(owner);

        using var answer = await mine.Client.GetAsync(PathOf(batch, format));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.StartsWith(batch, answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(2, AnswersIn(await answer.Content.ReadAsByteArrayAsync(), format));
    }

    [Fact]
    public async Task Csv_RunsNothingInASpreadsheet_WhenCellsLookLikeFormulas()
    {
        var owner = await Visitor.UserAsync(server, Role.Submitter);
        var batch = await RunAsync(owner);
        using var mine = await ProgramOfAsync(owner);

        var exact = await mine.Client.GetStringAsync(PathOf(batch, "csv"));
        var safe = await mine.Client.GetStringAsync(PathOf(batch, "csv-spreadsheet"));

        var lines = safe.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("title,code,custom_id", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("'=1+1,x = 1,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=", safe, StringComparison.Ordinal);
        Assert.DoesNotContain("\"=", safe, StringComparison.Ordinal);
        Assert.StartsWith("=1+1,x = 1,", exact.Split("\r\n")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_IsNotThere_ForASubmitterWhoseBatchItIsNot()
    {
        var batch = await RunAsync(await Visitor.UserAsync(server, Role.Submitter));
        using var theirs = await Visitor.ProgramAsync(server, Role.Submitter, Rights.Read);
        using var viewer = await Visitor.ProgramAsync(server, Role.Viewer, Rights.Read);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(theirs, PathOf(batch, "csv")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer, PathOf(batch, "csv")));
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("0")]
    [InlineData("")]
    public async Task Export_SaysWhichFormatsThereAre_WhenItIsNone(string format)
    {
        using var viewer = await Visitor.ProgramAsync(server, Role.Viewer, Rights.Read);

        using var answer = await viewer.Client.GetAsync(PathOf("batch_none", format));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'markdown'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static int AnswersIn(byte[] content, string format)
    {
        if (format == "zip")
        {
            using var archive = new ZipArchive(new MemoryStream(content));
            return archive.Entries.Count(entry => entry.Length > 0 && !entry.FullName.EndsWith('/'));
        }

        var text = Encoding.UTF8.GetString(content);
        return format switch
        {
            "jsonl" => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(
                line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()!.Length > 0),
            "csv" => text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Count(),
            _ => text.Split("HYPERLINK").Length - 1,
        };
    }

    /// <summary>Two rows of a table, answered by a scripted engine that says a formula each time.</summary>
    private async Task<string> RunAsync(long owner)
    {
        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine("/models/answers.gguf");
        engine.LoadFailure = null;
        engine.Answer = _ => Formula;
        var outcome = await server.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest
            {
                ModelPath = engine.ModelPath,
                Input = new MemoryStream(Encoding.UTF8.GetBytes(Table)),
                Format = InputFormat.Csv,
                Templates = [new TemplateText("own", "{{title}}: {{code}}")],
                Submitter = new Submitter(owner, ApiKeyId: null),
            },
            progress: null,
            CancellationToken.None);
        var id = Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
        await EndAsync(id);
        return id;
    }

    private async Task EndAsync(string batch)
    {
        var queries = server.Services.GetRequiredService<BatchQueries>();
        await Patience.UntilAsync(async () => (await queries.GetAsync(batch, CancellationToken.None))!.Summary.IsFinished, "the batch's end");
    }

    private async Task<Visitor> ProgramOfAsync(long user)
    {
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(user, new NewApiKey("test", Rights.Read), "test", CancellationToken.None);
        return Visitor.WithKey(server, key.Secret, Rights.Read);
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, Uri path)
    {
        using var answer = await visitor.Client.GetAsync(path);
        return answer.StatusCode;
    }

    private static Uri PathOf(string batch, string format) => new($"/batches/{batch}/export?format={format}", UriKind.Relative);
}
