using System.Net.Mime;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Code.Exports;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BatchGen.Web.Downloads;

/// <summary>
/// <c>GET /batches/{id}/export?format=zip</c> (or jsonl, csv, csv-spreadsheet, markdown): a batch's answers, streamed as they are read;
/// always a download, never shown in the page.
/// </summary>
internal static class BatchExportEndpoint
{
    public static void MapBatchExports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/batches/{id}/export", SendAsync).RequireAuthorization(Policies.Read);

    public static string PathOf(string batchPublicId, ExportForm form) =>
        $"batches/{Uri.EscapeDataString(batchPublicId)}/export?format={form.Name}";

    private static async Task<IResult> SendAsync(
        string id, string? format, HttpContext context, BatchQueries batches, BatchExports exports, CancellationToken cancellationToken)
    {
        if (ExportForm.Find(format) is not { } form)
            return Results.Text(
                "Say in which format: ask for 'zip', 'jsonl', 'csv' (exact, for programs), 'csv-spreadsheet' or 'markdown'.",
                MediaTypeNames.Text.Plain,
                statusCode: StatusCodes.Status400BadRequest);
        if (!await batches.MaySeeAsync(id, context.User, cancellationToken) || await exports.FindAsync(id, form.Format, cancellationToken) is not { } export)
            return Results.Text($"There is no batch '{id}'.", MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status404NotFound);

        // Answers are a model's text: whatever it is, no browser may take it for a page.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // Closing an entry of a ZIP flushes its last bytes synchronously: the framework's stream of an entry has no other way
        // (.NET 10, ZipArchiveEntry's WrappedStream). Each flush is a few bytes.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        return Results.Stream(body => export.WriteAsync(body, cancellationToken), export.ContentType, export.FileName);
    }
}
