using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Submission;
using BatchGen.Web.Api;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/files</c>.</summary>
internal static class FileEndpoints
{
    private const int MostListed = 10_000;
    private const string Tag = "OpenAI: files";

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/files", ListAsync).WithTags(Tag).WithSummary("Lists files").Produces<ListBody<FileBody>>();
        reading.MapGet("/files/{id}", async (string id, FileStore files, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(FileBody.Of(await files.GetAsync(id, cancellationToken))))
            .WithTags(Tag).WithSummary("One file").Produces<FileBody>().Produces<ApiError>(404);
        reading.MapGet("/files/{id}/content", SendAsync).WithTags(Tag).WithSummary("A file's content");
        submitting.MapPost("/files", UploadAsync)
            .WithTags(Tag).WithSummary("Uploads a file: multipart with the fields file and purpose").Takes("multipart/form-data", new JsonObject { ["purpose"] = "batch", ["file"] = "(the file)" }).Produces<FileBody>().Produces<ApiError>(400);
        submitting.MapDelete("/files/{id}", DeleteAsync).WithTags(Tag).WithSummary("Deletes a file").Produces<DeletedBody>().Produces<ApiError>(404);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, FileStore files, IdempotentCalls calls, IOptions<SubmissionOptions> options)
    {
        using var upload = new FileUpload(files);
        await upload.ReadAsync(http, options.Value.MaxFileBytes);
        var wanted = upload.Describe();
        return await calls.RunAsync(http, "files", upload.Identity, async () =>
            FileBody.Of(await files.KeepAsync(upload.Received!, wanted, http.RequestAborted)));
    }

    private static async Task<IResult> ListAsync(
        string? after, string? limit, string? order, string? purpose, FileStore files, CancellationToken cancellationToken)
    {
        var filter = new FileFilter(purpose, after, QueryNumbers.Limit(limit, MostListed, MostListed), QueryNumbers.IsAscending(order));
        var page = await files.ListAsync(filter, cancellationToken);
        return OpenAiJson.Ok(ListBody<FileBody>.Of([.. page.Files.Select(FileBody.Of)], file => file.Id, page.HasMore));
    }

    /// <summary>Whatever the caller accepts: OpenAI's clients ask for "application/binary" and take what they get.</summary>
    private static async Task<IResult> SendAsync(string id, FileStore files, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(id, cancellationToken);
        return Results.Stream(await files.OpenReadAsync(id, cancellationToken), "application/octet-stream", DownloadName(file), enableRangeProcessing: true);
    }

    private static async Task<IResult> DeleteAsync(string id, FileStore files, CancellationToken cancellationToken)
    {
        await files.DeleteAsync(id, cancellationToken);
        return OpenAiJson.Ok(new DeletedBody(id, "file", Deleted: true));
    }

    private static string DownloadName(StoredFile file) => file.FileName;
}
