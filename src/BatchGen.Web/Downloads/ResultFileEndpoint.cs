using System.Net.Mime;
using BatchGen.Batches.Results;

namespace BatchGen.Web.Downloads;

/// <summary><c>GET /batches/{id}/files/{kind}</c> with kind "output" or "errors": always a download, never shown in the page.</summary>
internal static class ResultFileEndpoint
{
    public static void MapResultFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/batches/{id}/files/{kind}", SendAsync);

    public static string PathOf(string batchPublicId, ResultFileKind kind) =>
        $"/batches/{Uri.EscapeDataString(batchPublicId)}/files/{(kind is ResultFileKind.Output ? "output" : "errors")}";

    private static async Task<IResult> SendAsync(string id, string kind, ResultFiles files, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ResultFileKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(kind[0]))
            return Missing($"There is no file called '{kind}': ask for 'output' or 'errors'.");

        var file = await files.OpenReadAsync(id, known, cancellationToken);
        return file is null
            ? Missing($"Batch '{id}' has no {kind} file: there is no such batch, it is not finished yet, or it has nothing to put in it.")
            : Results.Stream(file.Content, "application/jsonl", $"{id}-{file.FileName}", enableRangeProcessing: true);
    }

    private static IResult Missing(string sentence) =>
        Results.Text(sentence, MediaTypeNames.Text.Plain, statusCode: StatusCodes.Status404NotFound);
}
