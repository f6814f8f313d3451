using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Api;

/// <summary><c>/api/users</c>: who may sign in, and as what; what the page of users does, with the same audit entries.</summary>
internal static class UsersEndpoints
{
    private const string Tag = "Users";

    public static void Map(RouteGroupBuilder administering)
    {
        administering.MapGet("/api/users", async (HttpContext http, Accounts accounts) =>
            OpenAiJson.Ok((await accounts.ListAsync(http.RequestAborted)).Select(UserBody.Of)))
            .WithTags(Tag).WithSummary("Everybody who may sign in, by name").Produces<IReadOnlyList<UserBody>>();
        administering.MapGet(
            "/api/users/{id:long}", async (long id, HttpContext http, Accounts accounts) => OpenAiJson.Ok(UserBody.Of(await RequireAsync(id, http, accounts))))
            .WithTags(Tag).WithSummary("One user").Produces<UserBody>().Produces<ApiError>(404);
        administering.MapPost("/api/users", InviteAsync)
            .WithTags(Tag).WithSummary("Makes a user, and a link with which they choose their password")
            .Takes("application/json", new JsonObject { ["name"] = "ada", ["role"] = "submitter" }).Produces<SignInLinkBody>().Produces<ApiError>(400);
        Change(administering.MapPut("/api/users/{id:long}/role", SetRoleAsync), "Gives a user another role; their sessions end")
            .Takes("application/json", new JsonObject { ["role"] = "operator" }).Produces<UserBody>();
        Change(administering.MapPut("/api/users/{id:long}/quota", SetQuotaAsync), "Gives a user a quota of their own; null takes it away")
            .Takes("application/json", new JsonObject { ["max_queued_items"] = 1000, ["max_tokens_per_day"] = 1_000_000 }).Produces<UserBody>();
        Change(administering.MapPost("/api/users/{id:long}/disable", (long id, HttpContext http, Accounts accounts) =>
            ChangeAsync(id, http, accounts, who => accounts.DisableAsync(id, who, CancellationToken.None))),
            "Keeps a user out; sessions and keys of theirs end").Produces<UserBody>();
        Change(administering.MapPost("/api/users/{id:long}/enable", (long id, HttpContext http, Accounts accounts) =>
            ChangeAsync(id, http, accounts, who => accounts.EnableAsync(id, who, CancellationToken.None))), "Lets a user in again").Produces<UserBody>();
        Change(
            administering.MapPost("/api/users/{id:long}/sign-in-link", LinkAsync),
            "A one-time link with which they choose a new password; an older one ends").Produces<SignInLinkBody>();
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags(Tag).WithSummary(summary).Produces<ApiError>(400).Produces<ApiError>(404);

    private static async Task<IResult> InviteAsync(HttpContext http, Accounts accounts, SignInLinks links, IOptions<AccessOptions> options, TimeProvider time)
    {
        var body = await BodyFields.ReadAsync(http, "name", "role");
        var created = await accounts.CreateAsync(
            body.RequiredText("name"), body.Choice<Role>("role") ?? Role.Submitter, http.Caller().Name, CancellationToken.None);
        return await LinkOfAsync(await RequireAsync(Done(created), http, accounts), http, links, options.Value, time);
    }

    private static async Task<IResult> LinkAsync(
        long id, HttpContext http, Accounts accounts, SignInLinks links, IOptions<AccessOptions> options, TimeProvider time)
    {
        var user = await RequireAsync(id, http, accounts);
        if (user.IsDisabled)
            throw new RequestRefusedException("user_disabled", $"'{user.UserName}' is disabled, and no link lets them in. Enable them first.", "id");
        return await LinkOfAsync(user, http, links, options.Value, time);
    }

    private static async Task<IResult> LinkOfAsync(User user, HttpContext http, SignInLinks links, AccessOptions options, TimeProvider time)
    {
        var expires = time.GetUtcNow() + options.LinkLifetime;
        var token = await links.IssueAsync(user.Id, options.LinkLifetime, http.Caller().Name, CancellationToken.None);
        var request = http.Request;
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}{SignInLinks.WelcomePath}?token={token}";
        return OpenAiJson.Ok(new SignInLinkBody(UserBody.Of(user), address, expires));
    }

    private static async Task<IResult> SetRoleAsync(long id, HttpContext http, Accounts accounts)
    {
        var body = await BodyFields.ReadAsync(http, "role");
        body.Require("role");
        var role = body.Choice<Role>("role") ?? throw new RequestRefusedException(ProblemCodes.MissingField, "'role' is missing.", "role");
        return await ChangeAsync(id, http, accounts, who => accounts.SetRoleAsync(id, role, who, CancellationToken.None));
    }

    private static async Task<IResult> SetQuotaAsync(long id, HttpContext http, Accounts accounts)
    {
        var body = await BodyFields.ReadAsync(http, "max_queued_items", "max_tokens_per_day");
        // Both, so that a script that forgets one takes nothing away.
        body.Require("max_queued_items");
        body.Require("max_tokens_per_day");
        var items = (int?)body.Number("max_queued_items", int.MaxValue);
        var tokens = body.Number("max_tokens_per_day");
        return await ChangeAsync(id, http, accounts, who => accounts.SetQuotaAsync(id, items, tokens, who, CancellationToken.None));
    }

    private static async Task<IResult> ChangeAsync(long id, HttpContext http, Accounts accounts, Func<string, Task<AccountOutcome>> change)
    {
        await RequireAsync(id, http, accounts);
        Done(await change(http.Caller().Name));
        return OpenAiJson.Ok(UserBody.Of(await RequireAsync(id, http, accounts)));
    }

    /// <returns>The user's id.</returns>
    /// <exception cref="RequestRefusedException">It was refused.</exception>
    private static long Done(AccountOutcome outcome) => outcome switch
    {
        AccountDone done => done.UserId,
        AccountRefused refused => throw new RequestRefusedException(refused.Code, refused.Sentence),
        _ => throw new InvalidOperationException($"Unknown outcome: {outcome.GetType().Name}."),
    };

    private static async Task<User> RequireAsync(long id, HttpContext http, Accounts accounts) =>
        await accounts.FindAsync(id, http.RequestAborted)
        ?? throw new RequestRefusedException(
            "user_not_found", $"There is no user {id}. GET /api/users lists those that there are.", "id") { IsNotFound = true };
}

/// <summary>A person who may sign in.</summary>
/// <param name="Role">viewer, submitter, operator or admin.</param>
/// <param name="HasPassword">False until the first link was used.</param>
/// <param name="MaxQueuedItems">A quota of their own; null is the server's.</param>
/// <param name="MaxTokensPerDay">A quota of their own; null is the server's.</param>
internal sealed record UserBody(
    long Id,
    string Name,
    string Role,
    bool IsDisabled,
    bool HasPassword,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    int? MaxQueuedItems,
    long? MaxTokensPerDay)
{
    public static UserBody Of(User user) => new(
        user.Id,
        user.UserName!,
        BodyFields.WordOf(user.Role),
        user.IsDisabled,
        user.PasswordHash is not null,
        user.CreatedAt,
        user.LastSignInAt,
        user.MaxQueuedItems,
        user.MaxTokensPerDay);
}

/// <param name="Link">Lets them choose a password, once; told now and never again. Below the address that the request came to.</param>
internal sealed record SignInLinkBody(UserBody User, string Link, DateTimeOffset ExpiresAt);
