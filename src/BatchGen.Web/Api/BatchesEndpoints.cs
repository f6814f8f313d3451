using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Labelling;
using BatchGen.Batches.Models;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Api;

/// <summary><c>/api/batches</c>: every batch that the caller may see, however it was submitted; what a person may do to one; and a dry run.</summary>
internal static class BatchesEndpoints
{
    private const int MostListed = 100;
    private const int UsuallyListed = 20;

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/api/batches", ListAsync).WithTags("Batches").WithSummary("All batches, newest first").Produces<BatchPageBody>();
        reading.MapGet("/api/batches/{id}", GetAsync).WithTags("Batches").WithSummary("One batch").Produces<BatchSummaryBody>().Produces<ApiError>(404);
        submitting.MapPost("/api/batches/dry-run", DryRunAsync)
            .WithTags("Batches").WithSummary("Checks an input line by line and counts its tokens, without submitting it; a filename such as sources.zip says that it is an archive, which needs a task")
            .Takes("application/jsonl", "{\"prompt\":\"Write a function that adds two numbers.\"}").Produces<DryRunBody>();
        Control(submitting.MapPost("/api/batches/{id}/cancel", (string id, HttpContext http, BatchGate gate, BatchControl control) =>
            AnswerAsync(http, id, gate, control.CancelAsync)), "Cancels a batch; what is done is kept");
        Control(submitting.MapPost("/api/batches/{id}/retry", (string id, HttpContext http, BatchGate gate, BatchControl control) =>
            AnswerAsync(http, id, gate, control.RetryFailedAsync)), "Runs the failed items of a batch again");
        Control(submitting.MapDelete("/api/batches/{id}", (string id, HttpContext http, BatchGate gate, BatchControl control) =>
            AnswerAsync(http, id, gate, (batch, cancellationToken) => control.DeleteAsync(batch, http.Caller().Name, cancellationToken))),
            "Deletes a batch that is not running, with its files: it is gone at once, and what is left of it is removed in the background");
        Control(submitting.MapPost("/api/batches/{id}/pause", (string id, HttpContext http, BatchGate gate, BatchControl control) =>
            AnswerAsync(http, id, gate, (batch, cancellationToken) => control.PauseAsync(batch, http.Caller().Name, cancellationToken))),
            "Lets nothing more of a batch begin; what runs is given back");
        Control(submitting.MapPost("/api/batches/{id}/resume", (string id, HttpContext http, BatchGate gate, BatchControl control) =>
            AnswerAsync(http, id, gate, control.ResumeAsync)), "Goes on with a paused batch");
        Control(submitting.MapPut("/api/batches/{id}/labels/{label}", (string id, string label, HttpContext http, BatchGate gate, BatchLabelling labelling) =>
            AnswerAsync(http, id, gate, (batch, cancellationToken) => labelling.AddAsync(batch, label, cancellationToken))),
            "Gives a batch a label; one that it has stays");
        Control(
            submitting.MapDelete("/api/batches/{id}/labels/{label}", (string id, string label, HttpContext http, BatchGate gate, BatchLabelling labelling) =>
            AnswerAsync(http, id, gate, (batch, cancellationToken) => labelling.RemoveAsync(batch, label, cancellationToken))), "Takes a label off a batch");
    }

    private static void Control(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags("Batches").WithSummary(summary).Produces<ControlBody>().Produces<ApiError>(400).Produces<ApiError>(404);

    private static async Task<IResult> ListAsync(string? cursor, string? limit, HttpContext http, BatchQueries queries)
    {
        var page = await queries.ListAsync(http.Caller().Visible, cursor, QueryNumbers.Limit(limit, MostListed, UsuallyListed), http.RequestAborted);
        return OpenAiJson.Ok(new BatchPageBody([.. page.Batches.Select(BatchSummaryBody.Of)], page.Cursor));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, BatchQueries queries) =>
        await queries.GetAsync(id, http.RequestAborted) is { } details && http.Caller().MaySee(details.Summary.OwnerId)
            ? OpenAiJson.Ok(BatchSummaryBody.Of(details.Summary) with { Notes = details.Settings.Notes, Models = details.Settings.Models })
            : throw BatchOrders.NotFound(id);

    private static async Task<IResult> DryRunAsync(
        HttpContext http,
        [AsParameters] DryRunQuery query,
        ModelNames models,
        BatchSubmission submission,
        DataDirectory data,
        IOptionsMonitor<SubmissionOptions> options)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.CurrentValue.MaxFileBytes;
        var modelPath = (await models.RequireAsync(query.Model, http.RequestAborted)).Path;
        var request = query.ApplyTo(new SubmissionRequest
        {
            ModelPath = modelPath,
            OnOtherModel = query.Model is null ? OnOtherModel.Follow : OnOtherModel.Run,
            Input = http.Request.Body,
        });
        if (request.Format != InputFormat.Zip)
            return OpenAiJson.Ok(DryRunBody.Of(await submission.DryRunAsync(request, progress: null, http.RequestAborted)));
        // An archive is read from its end: it lies on the disk for that long.
        await using var archive = data.OpenScratch();
        await http.Request.Body.CopyToAsync(archive, http.RequestAborted);
        archive.Position = 0;
        request = request with { Input = archive };
        return OpenAiJson.Ok(DryRunBody.Of(await submission.DryRunAsync(request, progress: null, http.RequestAborted)));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string id, BatchGate gate, Func<string, CancellationToken, Task<ControlOutcome>> work)
    {
        await gate.RequireMayChangeAsync(http.Caller(), id, http.RequestAborted);
        return await work(id, http.RequestAborted) switch
        {
            ControlDone done => OpenAiJson.Ok(new ControlBody(done.Items)),
            ControlRefused { Code: OrderErrorCodes.NotFound } => throw BatchOrders.NotFound(id),
            ControlRefused { RetryAfter: { } wait } over => throw new QuotaException(new QuotaRefusal(over.Code, over.Sentence, wait)),
            ControlRefused refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
            var other => throw new InvalidOperationException($"Unknown outcome: {other.GetType().Name}."),
        };
    }
}
