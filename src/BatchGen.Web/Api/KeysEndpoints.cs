using System.Text.Json.Nodes;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/keys</c>: one's own; an administrator's, everybody's.</summary>
internal static class KeysEndpoints
{
    private const string Tag = "API keys";

    /// <param name="reading">Whoever may sign in has keys; what a key may do to keys, the key itself says.</param>
    public static void Map(RouteGroupBuilder reading)
    {
        reading.MapGet("/api/keys", async (HttpContext http, ApiKeys keys) => OpenAiJson.Ok((await ListAsync(http, keys)).Select(KeyBody.Of)))
            .WithTags(Tag).WithSummary("One's own keys, newest first; everybody's for administrators").Produces<IReadOnlyList<KeyBody>>();
        reading.MapPost("/api/keys", IssueAsync)
            .WithTags(Tag).WithSummary("Makes a key of one's own; its secret is told once")
            .Takes("application/json", new JsonObject { ["name"] = "nightly script", ["scopes"] = new JsonArray("read", "submit"), ["expires_at"] = "2030-01-31T00:00:00Z", ["max_queued_items"] = 1000, ["max_tokens_per_day"] = 1_000_000 })
            .Produces<NewKeyBody>().Produces<ApiError>(400);
        reading.MapDelete("/api/keys/{id:long}", RevokeAsync)
            .WithTags(Tag).WithSummary("Revokes a key, from the next request on; it stays in the list").Produces<KeyBody>().Produces<ApiError>(404);
    }

    private static Task<IReadOnlyList<ApiKey>> ListAsync(HttpContext http, ApiKeys keys) =>
        keys.ListAsync(http.Caller() is var caller && caller.May(Rights.Administer) ? null : caller.UserId, http.RequestAborted);

    private static async Task<IResult> IssueAsync(HttpContext http, ApiKeys keys, TimeProvider time)
    {
        var caller = http.Caller();
        var own = (await keys.ListAsync(caller.UserId, http.RequestAborted)).Single(key => key.Id == caller.ApiKeyId);
        var issued = await keys.IssueAsync(caller.UserId, caller.Heir(own, await ReadAsync(http, time.GetUtcNow())), caller.Name, http.RequestAborted);
        return OpenAiJson.Ok(
            new NewKeyBody(issued.Secret, KeyBody.Of((await keys.ListAsync(caller.UserId, CancellationToken.None)).Single(key => key.Id == issued.Id))));
    }

    private static async Task<IResult> RevokeAsync(long id, HttpContext http, ApiKeys keys)
    {
        http.Caller().RequireMayRevoke(await FindAsync(id, http, keys));
        await keys.RevokeAsync(id, http.Caller().Name, http.RequestAborted);
        return OpenAiJson.Ok(KeyBody.Of(await FindAsync(id, http, keys)));
    }

    private static async Task<ApiKey> FindAsync(long id, HttpContext http, ApiKeys keys) =>
        (await ListAsync(http, keys)).FirstOrDefault(key => key.Id == id)
        ?? throw new RequestRefusedException(
            "api_key_not_found", $"There is no API key {id}. GET /api/keys lists those that there are.", "id") { IsNotFound = true };

    private static async Task<NewApiKey> ReadAsync(HttpContext http, DateTimeOffset now)
    {
        var body = await BodyFields.ReadAsync(http, "name", "scopes", "expires_at", "max_queued_items", "max_tokens_per_day");
        var name = body.RequiredText("name").Trim();
        if (name.Length is 0 or > ApiKey.MaxNameLength)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'name' must have 1 to {ApiKey.MaxNameLength} characters; it has {name.Length}.", "name");
        var expiry = body.Moment("expires_at");
        if (expiry <= now)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, "'expires_at' has passed. Give a time to come, or none for a key that never expires.", "expires_at");
        return new NewApiKey(
            name, ScopesOf(body), expiry?.ToUniversalTime(), (int?)body.Number("max_queued_items", int.MaxValue), body.Number("max_tokens_per_day"));
    }

    private static Rights ScopesOf(BodyFields body)
    {
        if (body.Texts("scopes") is not { Count: > 0 } words)
            throw new RequestRefusedException(ProblemCodes.MissingField, $"'scopes' is missing. Name one or more of {string.Join(", ", Policies.Known.Keys)}.", "scopes");
        return words.Aggregate(Rights.None, (all, word) => all | (Policies.Known.TryGetValue(word, out var right)
            ? right
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'scopes' holds '{Shown.Of(word)}'. It is made of {string.Join(", ", Policies.Known.Keys)}.", "scopes")));
    }
}

/// <summary>An API key, without its secret.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Prefix">Its first characters, by which a person tells keys apart.</param>
/// <param name="Scopes">read, submit, operate, administer: what it is narrowed to.</param>
/// <param name="ExpiresAt">Null never expires.</param>
/// <param name="LastUsedAt">To the minute; null when it never was.</param>
/// <param name="RevokedAt">Null while it is good.</param>
internal sealed record KeyBody(
    long Id,
    string Name,
    string? Owner,
    string Prefix,
    IReadOnlyList<string> Scopes,
    int? MaxQueuedItems,
    long? MaxTokensPerDay,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyBody Of(ApiKey key) => new(
        key.Id,
        key.Name,
        key.User?.UserName,
        key.Prefix,
        [.. Policies.Known.Where(known => key.Scopes.HasFlag(known.Value)).Select(known => known.Key)],
        key.MaxQueuedItems,
        key.MaxTokensPerDay,
        key.CreatedAt,
        key.ExpiresAt,
        key.LastUsedAt,
        key.RevokedAt);
}

/// <param name="Secret">The whole key, told now and never again.</param>
internal sealed record NewKeyBody(string Secret, KeyBody Key);
