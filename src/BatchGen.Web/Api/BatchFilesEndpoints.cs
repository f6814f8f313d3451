using System.Globalization;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Code.Exports;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace BatchGen.Web.Api;

/// <summary>
/// What a batch leaves, for programs: the pages' own links answer people. A file can be asked for in pieces, which its <c>ETag</c> holds together.
/// </summary>
internal static class BatchFilesEndpoints
{
    public static void Map(RouteGroupBuilder reading)
    {
        reading.MapGet("/api/batches/{id}/files/{kind}", SendFileAsync)
            .WithTags("Batches").WithSummary("A batch's result file: output or errors, as OpenAI batch lines; takes Range with If-Range")
            .Produces<string>(StatusCodes.Status200OK, "application/jsonl").Produces<ApiError>(400).Produces<ApiError>(404);
        reading.MapGet("/api/batches/{id}/export", SendExportAsync)
            .WithTags("Batches").WithSummary("A batch's answers as format zip, jsonl, csv, csv-spreadsheet or markdown, also while it runs")
            .Produces<string>(StatusCodes.Status200OK, "application/octet-stream").Produces<ApiError>(400).Produces<ApiError>(404);
    }

    private static async Task<IResult> SendFileAsync(string id, string kind, HttpContext http, BatchQueries batches, ResultFiles files)
    {
        var wanted = kind switch
        {
            "output" => ResultFileKind.Output,
            "errors" => ResultFileKind.Errors,
            _ => throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"A batch has the files 'output' and 'errors'; asked for was '{Shown.Of(kind)}'.", "kind"),
        };
        var batch = await RequireVisibleAsync(id, http, batches);
        return await files.OpenReadAsync(id, wanted, http.RequestAborted) is { } file
            ? Results.Stream(file.Content, "application/jsonl", file.FileName, entityTag: TagOf(batch, file), enableRangeProcessing: true)
            : throw NoFile(id, kind, batch);
    }

    private static async Task<IResult> SendExportAsync(string id, string? format, HttpContext http, BatchQueries batches, BatchExports exports)
    {
        if (ExportForm.Find(format) is not { } form)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'format' must be one of {string.Join(", ", ExportForm.All.Select(known => known.Name))}; it is '{Shown.Of(format ?? "")}'.", "format");
        await RequireVisibleAsync(id, http, batches);
        var export = await exports.FindAsync(id, form.Format, http.RequestAborted) ?? throw BatchOrders.NotFound(id);
        // Closing an entry of a ZIP flushes its last bytes synchronously, as in the pages' download.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        return Results.Stream(body => export.WriteAsync(body, http.RequestAborted), export.ContentType, export.FileName);
    }

    private static async Task<BatchSummary> RequireVisibleAsync(string id, HttpContext http, BatchQueries batches) =>
        await batches.GetAsync(id, http.RequestAborted) is { Summary: var batch } && http.Caller().MaySee(batch.OwnerId)
            ? batch
            : throw BatchOrders.NotFound(id);

    /// <summary>Files are written once an end: another end, after a retry, makes another file of the same name.</summary>
    private static EntityTagHeaderValue TagOf(BatchSummary batch, ResultFile file) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{batch.FinishedAt?.UtcTicks ?? 0:x}-{file.Bytes:x}\""));

    private static RequestRefusedException NoFile(string id, string kind, BatchSummary batch) => new(
        "result_file_not_found",
        batch.IsFinished
            ? $"The batch '{Shown.Of(id)}' has no {kind} file: there was nothing to put in it."
            : $"The batch '{Shown.Of(id)}' has no {kind} file yet: it has not ended. Wait for its end, or ask for an export of what is done.",
        "kind") { IsNotFound = true };
}
