using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/notices</c>: where the caller is told of their batches' ends.</summary>
internal static class NoticesEndpoints
{
    private const string Tag = "Notices";

    public static void Map(RouteGroupBuilder submitting)
    {
        submitting.MapGet(
            "/api/notices",
            async (HttpContext http, NoticeDesk desk) => OpenAiJson.Ok(NoticesBody.Of(await desk.GetAsync(http.Caller().UserId, http.RequestAborted))))
            .WithTags(Tag).WithSummary("Where the caller is told when a batch of theirs has ended").Produces<NoticesBody>();
        submitting.MapPut("/api/notices", SaveAsync)
            .WithTags(Tag).WithSummary("Sets it, for what they submit from then on; what is not said is taken away")
            .Takes("application/json", new JsonObject { ["mail"] = "ada@example.com", ["when"] = "failures", ["language"] = "en" })
            .Produces<NoticesBody>().Produces<ApiError>(400);
        submitting.MapPost("/api/notices/test", TestAsync)
            .WithTags(Tag).WithSummary("Sends a test to one address, and says what went wrong")
            .Takes("application/json", new JsonObject { ["mail"] = "ada@example.com" })
            .Produces<NoticeTestBody>().Produces<ApiError>(400);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, NoticeDesk desk)
    {
        var wish = NotifyField.Read(await BodyFields.ReadAsync(http, NotifyField.Known));
        await desk.SaveAsync(http.Caller().UserId, wish, http.RequestAborted);
        return OpenAiJson.Ok(NoticesBody.Of(await desk.GetAsync(http.Caller().UserId, http.RequestAborted)));
    }

    private static async Task<IResult> TestAsync(HttpContext http, NoticeDesk desk)
    {
        var wish = NotifyField.Read(await BodyFields.ReadAsync(http, NotifyField.Known));
        var (kind, address) = wish switch
        {
            { Mail: { } mail, Chat: null } => (NoticeKind.Mail, mail),
            { Mail: null, Chat: { } chat } => (NoticeKind.Chat, chat),
            _ => throw new RequestRefusedException(ProblemCodes.MissingField, "Give either 'mail' or 'chat': a test goes to one address.", "mail"),
        };
        var problem = await desk.TestAsync(http.Caller().UserId, kind, address, wish.Language, http.RequestAborted);
        return OpenAiJson.Ok(new NoticeTestBody(problem is null, problem?.ToString()));
    }
}

/// <param name="Chat">Only the server of the address: the rest is a secret.</param>
/// <param name="When">always or failures.</param>
/// <param name="Language">Null is the server's first one.</param>
internal sealed record NoticesBody(string? Mail, string? Chat, string When, string? Language)
{
    public static NoticesBody Of(NoticeWish wish) => new(
        wish.Mail, wish.Chat is { } chat ? new Uri(chat).GetLeftPart(UriPartial.Authority) : null, BodyFields.WordOf(wish.When), wish.Language);
}

/// <param name="Sent">The other side took it.</param>
/// <param name="Problem">What went wrong, in a sentence; null when nothing did.</param>
internal sealed record NoticeTestBody(bool Sent, string? Problem);
