using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
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
        reading.MapGet("/files/{id}", async (string id, HttpContext http, FileStore files) => OpenAiJson.Ok(FileBody.Of(await FindAsync(id, http, files))))
            .WithTags(Tag).WithSummary("One file").Produces<FileBody>().Produces<ApiError>(404);
        reading.MapGet("/files/{id}/content", SendAsync).WithTags(Tag).WithSummary("A file's content");
        submitting.MapPost("/files", UploadAsync)
            .WithTags(Tag).WithSummary("Uploads a file: multipart with the fields file and purpose")
                .Takes("multipart/form-data", new JsonObject { ["purpose"] = "batch", ["file"] = "(the file)" }).Produces<FileBody>().Produces<ApiError>(400);
        submitting.MapDelete("/files/{id}", DeleteAsync).WithTags(Tag).WithSummary("Deletes a file").Produces<DeletedBody>().Produces<ApiError>(404);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, FileStore files, IdempotentCalls calls, IOptionsMonitor<SubmissionOptions> options)
    {
        using var upload = new FileUpload(files);
        await upload.ReadAsync(http, options.CurrentValue.MaxFileBytes);
        var wanted = upload.Describe() with { OwnerId = http.Caller().UserId };
        return await calls.RunAsync(
            http,
            "files",
            upload.Identity,
            async key => FileBody.Of(await files.KeepAsync(upload.Received!, wanted with { Key = key }, http.RequestAborted)),
            async id => FileBody.Of(await files.GetAsync(id, http.RequestAborted)));
    }

    private static async Task<IResult> ListAsync(
        string? after, string? limit, string? order, string? purpose, HttpContext http, FileStore files)
    {
        var filter = new FileFilter(
            purpose, after, QueryNumbers.Limit(limit, MostListed, MostListed), QueryNumbers.IsAscending(order), http.Caller().Visible.OwnerId);
        var page = await files.ListAsync(filter, http.RequestAborted);
        return OpenAiJson.Ok(ListBody<FileBody>.Of([.. page.Files.Select(FileBody.Of)], file => file.Id, page.HasMore));
    }

    /// <summary>Whatever the caller accepts: OpenAI's clients ask for "application/binary" and take what they get.</summary>
    private static async Task<IResult> SendAsync(string id, HttpContext http, FileStore files)
    {
        var file = await FindAsync(id, http, files);
        return Results.Stream(await files.OpenReadAsync(id, http.RequestAborted), "application/octet-stream", file.FileName, enableRangeProcessing: true);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, FileStore files)
    {
        var file = await files.GetAsync(id, http.RequestAborted);
        http.Caller().RequireMayChange(file.OwnerId, FileStore.NotFound(id));
        await files.DeleteAsync(id, http.RequestAborted);
        return OpenAiJson.Ok(new DeletedBody(id, "file", Deleted: true));
    }

    private static async Task<StoredFile> FindAsync(string id, HttpContext http, FileStore files)
    {
        var file = await files.GetAsync(id, http.RequestAborted);
        http.Caller().RequireMaySee(file.OwnerId, FileStore.NotFound(id));
        return file;
    }
}
