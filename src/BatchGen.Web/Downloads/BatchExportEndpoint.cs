using System.Net.Mime;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Code.Exports;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BatchGen.Web.Downloads;

/// <summary>
/// <c>GET /batches/{id}/export?format=zip</c> (or jsonl, csv, markdown): a batch's answers, streamed as they are read;
/// always a download, never shown in the page.
/// </summary>
internal static class BatchExportEndpoint
{
    public static void MapBatchExports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/batches/{id}/export", SendAsync).RequireAuthorization(Policies.Read);

    public static string PathOf(string batchPublicId, ExportFormat format) =>
        $"/batches/{Uri.EscapeDataString(batchPublicId)}/export?format={format.ToString().ToLowerInvariant()}";

    private static async Task<IResult> SendAsync(string id, string? format, HttpContext context, BatchQueries batches, BatchExports exports, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ExportFormat>(format, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(format![0]))
            return Results.Text("Say in which format: ask for 'zip', 'jsonl', 'csv' or 'markdown'.", MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
        if (!await batches.MaySeeAsync(id, context.User, cancellationToken) || await exports.FindAsync(id, known, cancellationToken) is not { } export)
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
