using BatchGen.Batches.Execution;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Web.OpenAi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Api;

/// <summary><c>/api/batches</c>: every batch, however it was submitted; what a person may do to one; and a dry run.</summary>
internal static class BatchesEndpoints
{
    private const int MostListed = 100;
    private const int UsuallyListed = 20;

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/api/batches", ListAsync).WithTags("Batches").WithSummary("All batches, newest first").Produces<BatchPageBody>();
        reading.MapGet("/api/batches/{id}", GetAsync).WithTags("Batches").WithSummary("One batch").Produces<BatchSummaryBody>().Produces<ApiError>(404);
        submitting.MapPost("/api/batches/dry-run", DryRunAsync)
            .WithTags("Batches").WithSummary("Checks an input line by line and counts its tokens, without submitting it")
            .Takes("application/jsonl", "{\"prompt\":\"Write a function that adds two numbers.\"}").Produces<DryRunBody>();
        Control(submitting.MapPost("/api/batches/{id}/cancel", (string id, BatchControl control, CancellationToken cancellationToken) =>
            AnswerAsync(control.CancelAsync(id, cancellationToken))), "Cancels a batch; what is done is kept");
        Control(submitting.MapPost("/api/batches/{id}/retry", (string id, BatchControl control, CancellationToken cancellationToken) =>
            AnswerAsync(control.RetryFailedAsync(id, cancellationToken))), "Runs the failed items of a batch again");
        Control(submitting.MapDelete("/api/batches/{id}", (string id, BatchControl control, CancellationToken cancellationToken) =>
            AnswerAsync(control.DeleteAsync(id, cancellationToken))), "Deletes a batch that is not running, with its files");
    }

    private static void Control(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags("Batches").WithSummary(summary).Produces<ControlBody>().Produces<ApiError>(400).Produces<ApiError>(404);

    private static async Task<IResult> ListAsync(string? cursor, string? limit, BatchQueries queries, CancellationToken cancellationToken)
    {
        var page = await queries.ListAsync(BatchFilter.All, cursor, QueryNumbers.Limit(limit, MostListed, UsuallyListed), cancellationToken);
        return OpenAiJson.Ok(new BatchPageBody([.. page.Batches.Select(BatchSummaryBody.Of)], page.Cursor));
    }

    private static async Task<IResult> GetAsync(string id, BatchQueries queries, CancellationToken cancellationToken) =>
        await queries.GetAsync(id, cancellationToken) is { } details
            ? OpenAiJson.Ok(BatchSummaryBody.Of(details.Summary))
            : ApiError.Refuse(StatusCodes.Status404NotFound, OrderErrorCodes.NotFound, $"There is no batch '{Shown.Of(id)}'.", "id");

    private static async Task<IResult> DryRunAsync(
        HttpContext http, string? model, KnownModelNames models, BatchSubmission submission, IOptions<SubmissionOptions> options)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxFileBytes;
        var modelPath = await models.FindAsync(model, http.RequestAborted) ?? throw ModelEndpoints.Unknown(model ?? "(default)");
        var request = new SubmissionRequest { ModelPath = modelPath, Input = http.Request.Body };
        return OpenAiJson.Ok(DryRunBody.Of(await submission.DryRunAsync(request, progress: null, http.RequestAborted)));
    }

    private static async Task<IResult> AnswerAsync(Task<ControlOutcome> work) => await work switch
    {
        ControlDone done => OpenAiJson.Ok(new ControlBody(done.Items)),
        ControlRefused refused => ApiError.Refuse(
            refused.Code == OrderErrorCodes.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, refused.Code, refused.Message),
        var other => throw new InvalidOperationException($"Unknown outcome: {other.GetType().Name}."),
    };
}
