using System.Net.Mime;
using System.Security.Claims;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Web.Access;

namespace BatchGen.Web.Downloads;

/// <summary><c>GET /batches/{id}/files/{kind}</c> with kind "output" or "errors": always a download, never shown in the page.</summary>
internal static class ResultFileEndpoint
{
    public static void MapResultFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/batches/{id}/files/{kind}", SendAsync).RequireAuthorization(Policies.Read);

    public static string PathOf(string batchPublicId, ResultFileKind kind) =>
        $"batches/{Uri.EscapeDataString(batchPublicId)}/files/{(kind is ResultFileKind.Output ? "output" : "errors")}";

    private static async Task<IResult> SendAsync(
        string id, string kind, ClaimsPrincipal user, BatchQueries batches, ResultFiles files, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ResultFileKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(kind[0]))
            return Missing($"There is no file called '{kind}': ask for 'output' or 'errors'.");

        // Somebody else's batch is answered as one that is not there: its existence is nobody's business either.
        var file = await batches.MaySeeAsync(id, user, cancellationToken) ? await files.OpenReadAsync(id, known, cancellationToken) : null;
        return file is null
            ? Missing($"Batch '{id}' has no {kind} file: there is no such batch, it is not finished yet, or it has nothing to put in it.")
            : Results.Stream(file.Content, "application/jsonl", $"{id}-{file.FileName}", enableRangeProcessing: true);
    }

    private static IResult Missing(string sentence) =>
        Results.Text(sentence, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status404NotFound);
}
