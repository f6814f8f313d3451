using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Inputs;
using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>POST /api/batches</c>: a batch from settings and an input as a template keeps them, at once and without keeping one.</summary>
internal static class HandInEndpoint
{
    public static void Map(RouteGroupBuilder submitting) => submitting.MapPost("/api/batches", SubmitAsync)
        .WithTags("Batches")
        .WithSummary("Submits an input, text or an uploaded file, with its settings; fields as of POST /api/templates; takes an Idempotency-Key")
        .Takes("application/json", new JsonObject { ["name"] = "Nightly comments", ["input_file_id"] = "file-abc", ["format"] = "zip", ["task"] = "comment", ["on_bad_lines"] = "refuse" })
        .Produces<BatchSummaryBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429);

    private static async Task<IResult> SubmitAsync(
        HttpContext http, TemplateDraftReader drafts, BatchSubmission submission, BatchQueries batches, IdempotentCalls calls)
    {
        using var body = await JsonBody.ReadAsync(http, TemplateDraftReader.MaxBytes);
        return await calls.RunAsync(http, "submissions", JsonSerializer.Serialize(body.RootElement), SubmitAndShowAsync, ShowAsync);

        async Task<BatchSummaryBody> SubmitAndShowAsync(HeldKey? key)
        {
            var draft = await drafts.ReadAsync(body.RootElement, http);
            await using var input = draft.Input ?? throw new RequestRefusedException(
                ProblemCodes.MissingField, "There is nothing to run: give 'input', the prompts as text, or 'input_file_id', a file of /v1/files.", "input");
            var request = draft.Settings with { Name = draft.Name, Input = input, Submitter = http.Caller().AsSubmitter, Key = key };
            return await ShowAsync(await HandIn.AcceptedAsync(request, submission, http.RequestAborted));
        }

        async Task<BatchSummaryBody> ShowAsync(string batch)
        {
            var details = await batches.GetAsync(batch, CancellationToken.None) ?? throw BatchOrders.NotFound(batch);
            return BatchSummaryBody.Of(details.Summary) with { Notes = details.Settings.Notes };
        }
    }
}

/// <summary>Hands a batch in for a request, and says what is wrong with it as its refusal.</summary>
internal static class HandIn
{
    /// <summary>Beyond these they are counted only: a wrong file has thousands.</summary>
    private const int ShownProblems = 20;

    /// <returns>The batch's public id.</returns>
    /// <exception cref="RequestRefusedException">The input cannot be used.</exception>
    /// <exception cref="QuotaException">There is no room for it now.</exception>
    public static async Task<string> AcceptedAsync(SubmissionRequest request, BatchSubmission submission, CancellationToken cancellationToken)
    {
        try
        {
            return await submission.SubmitAsync(request, progress: null, cancellationToken) switch
            {
                SubmissionAccepted accepted => accepted.BatchPublicId,
                SubmissionRefused { RetryAfter: { } wait, Problems: [var over, ..] } =>
                    throw new QuotaException(new QuotaRefusal(over.Code, over.Message, wait)),
                SubmissionRefused { Problems: [var first, ..] } refused => throw new RequestRefusedException(first.Code, Describe(refused)),
                var other => throw new InvalidOperationException($"A submission ended as {other}."),
            };
        }
        catch (InputException unreadable)
        {
            throw new RequestRefusedException(unreadable.Code, unreadable.Message);
        }
    }

    /// <summary>A line each, with its number: whoever mends a file wants all of them.</summary>
    private static string Describe(SubmissionRefused refused)
    {
        var lines = refused.Problems.Take(ShownProblems)
            .Select(problem => problem.Line is { } line ? $"Line {line}: {problem.Message} ({problem.Code})" : problem.Message)
            .ToList();
        if (refused.TotalProblems > lines.Count)
            lines.Add($"… and {refused.TotalProblems - lines.Count} more.");
        return string.Join('\n', lines);
    }
}
