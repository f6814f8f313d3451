using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/templates</c>: those that the caller may see.</summary>
internal static class TemplatesEndpoints
{
    private const string Tag = "Templates";
    private const string NotFoundCode = "template_not_found";
    private const long MaxBodyBytes = 16 * 1024;

    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder submitting)
    {
        reading.MapGet("/api/templates", ListAsync).WithTags(Tag).WithSummary("Templates by name, with what submits them")
            .Produces<IReadOnlyList<TemplateBody>>();
        reading.MapGet("/api/templates/{id:long}", async (long id, HttpContext http, TemplateQueries queries) =>
            OpenAiJson.Ok(TemplateBody.Of(await RequireVisibleAsync(id, http, queries))))
            .WithTags(Tag).WithSummary("One template").Produces<TemplateBody>().Produces<ApiError>(404);
        Change(submitting.MapPost("/api/templates", SaveAsync), "Saves settings, with or without an input, under a name")
            .Takes("application/json", new JsonObject { ["name"] = "Nightly comments", ["task"] = "comment", ["input_file_id"] = "file-abc", ["max_tokens"] = 512, ["labels"] = new JsonArray("nightly") })
            .Produces<TemplateBody>();
        Change(
            submitting.MapPut("/api/templates/{id:long}/content", ReplaceAsync),
            "Puts other settings and another input in a template's place; schedules submit it as it is from then on")
            .Takes("application/json", new JsonObject { ["name"] = "Nightly comments", ["input"] = "{\"prompt\":\"Write a function that adds two numbers.\"}" })
                .Produces<TemplateBody>();
        Change(submitting.MapPut("/api/templates/{id:long}", RenameAsync), "Gives a template another name")
            .Takes("application/json", new JsonObject { ["name"] = "Nightly comments" }).Produces<TemplateBody>();
        Change(
            submitting.MapPost("/api/templates/{id:long}/duplicate", DuplicateAsync), "Copies a template; the copy is the caller's").Produces<TemplateBody>();
        Change(submitting.MapPost("/api/templates/{id:long}/submit", SubmitAsync), "Submits a batch from a template").Produces<BatchSummaryBody>()
            .Produces<ApiError>(429);
        Change(submitting.MapDelete("/api/templates/{id:long}", DeleteAsync), "Deletes a template that no schedule submits").Produces<DeletedBody>();
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags(Tag).WithSummary(summary).Produces<ApiError>(400).Produces<ApiError>(404);

    private static async Task<IResult> ListAsync(string? q, HttpContext http, TemplateQueries queries) =>
        OpenAiJson.Ok((await queries.ListAsync(
            http.Caller().Visible.OwnerId, string.IsNullOrWhiteSpace(q) ? null : q.Trim(), http.RequestAborted)).Select(TemplateBody.Of));

    private static async Task<IResult> SaveAsync(HttpContext http, TemplateDraftReader drafts, TemplateQueries queries, BatchTemplates templates)
    {
        var draft = await drafts.ReadAsync(http);
        await using var input = draft.Input;
        var outcome = await templates.SaveAsync(draft, http.Caller().AsAuthor, http.RequestAborted);
        return await AnswerAsync((outcome as TemplateSaved)?.Id ?? 0, http, queries, outcome);
    }

    private static async Task<IResult> ReplaceAsync(long id, HttpContext http, TemplateDraftReader drafts, TemplateQueries queries, BatchTemplates templates)
    {
        await RequireChangeableAsync(id, http, queries);
        var draft = await drafts.ReadAsync(http);
        await using var input = draft.Input;
        return await AnswerAsync(id, http, queries, await templates.ReplaceAsync(id, draft, http.Caller().AsAuthor, http.RequestAborted));
    }

    private static async Task<IResult> RenameAsync(long id, HttpContext http, TemplateQueries queries, BatchTemplates templates)
    {
        await RequireChangeableAsync(id, http, queries);
        using var body = await JsonBody.ReadAsync(http, MaxBodyBytes);
        if (body.RootElement.ValueKind is not JsonValueKind.Object
            || !body.RootElement.TryGetProperty("name", out var name)
            || name.ValueKind is not JsonValueKind.String)
            throw new RequestRefusedException(
                "template_name_invalid", "The body has no \"name\". Send {\"name\": \"…\"} with the template's new name.", "name");
        return await AnswerAsync(id, http, queries, await templates.RenameAsync(id, name.GetString()!, http.Caller().AsAuthor, http.RequestAborted));
    }

    private static async Task<IResult> DuplicateAsync(long id, HttpContext http, TemplateQueries queries, BatchTemplates templates)
    {
        await RequireVisibleAsync(id, http, queries);
        return await AnswerAsync(id, http, queries, await templates.DuplicateAsync(id, http.Caller().AsAuthor, http.RequestAborted));
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext http, TemplateQueries queries, BatchTemplates templates)
    {
        await RequireChangeableAsync(id, http, queries);
        return await AnswerAsync(id, http, queries, await templates.DeleteAsync(id, http.RequestAborted));
    }

    private static async Task<IResult> SubmitAsync(
        long id, HttpContext http, TemplateQueries queries, BatchTemplates templates, BatchSubmission submission, BatchQueries batches, IdempotentCalls calls)
    {
        var template = await RequireVisibleAsync(id, http, queries);
        return await calls.RunAsync(http, "templates", id.ToString(CultureInfo.InvariantCulture), SubmitAndShowAsync, ShowAsync);

        async Task<BatchSummaryBody> SubmitAndShowAsync(HeldKey? key)
        {
            await using var input = await templates.OpenInputAsync(id, http.RequestAborted)
                ?? throw new RequestRefusedException(
                    "template_input_missing",
                    $"The template '{template.Summary.Name}' has settings only. Save it with its input, or submit a file over /v1/batches.");
            var names = DryRunQuery.Names(http.Request.Query["name_encoding"]) ?? template.Settings.NameEncoding;
            var request = template.Settings with { Input = input, Submitter = http.Caller().AsSubmitter, Key = key, NameEncoding = names };
            var batch = await HandIn.AcceptedAsync(request, submission, http.RequestAborted);
            await templates.MarkUsedAsync(id, CancellationToken.None);
            return await ShowAsync(batch);
        }

        async Task<BatchSummaryBody> ShowAsync(string batch) =>
            BatchSummaryBody.Of((await batches.GetAsync(batch, CancellationToken.None) ?? throw BatchOrders.NotFound(batch)).Summary);
    }

    private static async Task<TemplateOverview> RequireVisibleAsync(long id, HttpContext http, TemplateQueries queries)
    {
        var template = await queries.GetAsync(id, http.RequestAborted) ?? throw NotFound(id);
        http.Caller().RequireMaySee(template.Summary.OwnerId, NotFound(id));
        return template;
    }

    private static async Task RequireChangeableAsync(long id, HttpContext http, TemplateQueries queries)
    {
        var template = await queries.GetAsync(id, http.RequestAborted) ?? throw NotFound(id);
        http.Caller().RequireMayChange(template.Summary.OwnerId, NotFound(id));
    }

    private static async Task<IResult> AnswerAsync(long id, HttpContext http, TemplateQueries queries, TemplateOutcome outcome) => outcome switch
    {
        TemplateRefused { Code: NotFoundCode } => throw NotFound(id),
        TemplateRefused refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
        TemplateSaved saved => OpenAiJson.Ok(TemplateBody.Of(await queries.GetAsync(saved.Id, http.RequestAborted) ?? throw NotFound(id))),
        _ => OpenAiJson.Ok(new DeletedBody(id.ToString(CultureInfo.InvariantCulture), "template", true)),
    };

    private static RequestRefusedException NotFound(long id) =>
        new(NotFoundCode, $"There is no template {id}; it may have been deleted.", "id") { IsNotFound = true };
}
