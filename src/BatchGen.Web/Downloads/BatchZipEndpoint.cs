using System.IO.Compression;
using System.Net.Mime;
using System.Security.Claims;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Http.Features;

namespace BatchGen.Web.Downloads;

/// <summary>
/// <c>GET /batches/zip?id=…&amp;id=…</c>: the result files of several batches in one archive, written while it is sent.
/// A batch without files, or of somebody else, is left out.
/// </summary>
internal static class BatchZipEndpoint
{
    /// <summary>More would not fit in the line of a request, which servers and proxies cut at 8 KB.</summary>
    public const int MaxBatches = 100;

    public static void MapBatchZip(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/batches/zip", Send).RequireAuthorization(Policies.Read);

    public static string PathOf(IEnumerable<string> batchPublicIds) =>
        $"batches/zip?{string.Join('&', batchPublicIds.Select(id => $"id={Uri.EscapeDataString(id)}"))}";

    private static IResult Send(string[] id, HttpContext http, BatchQueries batches, ResultFiles files, CancellationToken cancellationToken)
    {
        if (id.Length is 0 or > MaxBatches)
            return Results.Text(
                $"Name 1 to {MaxBatches} batches; these are {id.Length}.", MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status400BadRequest);
        // .NET 10's entry stream has no DisposeAsync of its own: what deflate still holds, a few KB, is written synchronously.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        return Results.Stream(
            body => WriteAsync(id.Distinct(StringComparer.Ordinal), http.User, batches, files, body, cancellationToken),
            MediaTypeNames.Application.Zip,
            "batches.zip");
    }

    private static async Task WriteAsync(
        IEnumerable<string> ids, ClaimsPrincipal user, BatchQueries batches, ResultFiles files, Stream body, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var id in ids)
        {
            if (!await batches.MaySeeAsync(id, user, cancellationToken))
                continue;
            foreach (var kind in Enum.GetValues<ResultFileKind>())
                await AddAsync(archive, id, kind, files, cancellationToken);
        }
    }

    private static async Task AddAsync(ZipArchive archive, string id, ResultFileKind kind, ResultFiles files, CancellationToken cancellationToken)
    {
        if (await files.OpenReadAsync(id, kind, cancellationToken) is not { } file)
            return;
        await using var content = file.Content;
        var entry = archive.CreateEntry(file.FileName, CompressionLevel.Fastest);
        await using var target = await entry.OpenAsync(cancellationToken);
        await content.CopyToAsync(target, cancellationToken);
    }
}
