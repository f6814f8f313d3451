using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
namespace BatchGen.Web.OpenAi;

/// <summary>Does what a request asks once for its <c>Idempotency-Key</c>, and answers the same whenever it is sent again.</summary>
internal sealed class IdempotentCalls(KeptAnswers answers)
{
    private const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";
    private static readonly TimeSpan PendingRetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="identity">Everything that makes the request what it is.</param>
    /// <param name="work">Makes what is asked for, and notes it under the key in the same transaction.</param>
    /// <param name="answerOf">The same answer for what was made before, and noted so.</param>
    public async Task<IResult> RunAsync<T>(HttpContext http, string endpoint, string identity, Func<HeldKey?, Task<T>> work, Func<string, Task<T>> answerOf)
    {
        if (KeyOf(http.Request) is not { } key)
            return OpenAiJson.Ok(await work(null));

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
        switch (await answers.BeginAsync(ScopeOf(endpoint, http.Caller()), key, hash, http.RequestAborted))
        {
            case AnswerFirst first:
                return await AnswerAsync(first.Key, () => work(first.Key));
            case AnswerOf { Made: var made } unheard:
                http.Response.Headers[Replayed] = "true";
                return await AnswerAsync(unheard.Key, () => answerOf(made));
            case AnswerAgain again:
                http.Response.Headers[Replayed] = "true";
                return Results.Text(again.Body, "application/json", statusCode: again.StatusCode);
            case AnswerConflict:
                throw new RequestRefusedException(
                    "idempotency_key_reused", "This Idempotency-Key was used with another request in the last 24 hours. Use a new key for a new request.");
            case AnswerPending:
                return Pending();
            case var other:
                throw new InvalidOperationException($"Unknown decision {other.GetType().Name}.");
        }
    }

    private static RetryLater Pending() => new(
        StatusCodes.Status409Conflict, ApiError.InvalidRequest, "idempotency_key_pending", "The first request with this Idempotency-Key is still being answered.", PendingRetryAfter);

    private async Task<IResult> AnswerAsync<T>(HeldKey key, Func<Task<T>> work)
    {
        try
        {
            var body = JsonSerializer.Serialize(await work(), OpenAiJson.Options);
            await answers.KeepAsync(key, StatusCodes.Status200OK, body, CancellationToken.None);
            return Results.Text(body, "application/json");
        }
        catch (KeyTakenOverException)
        {
            return Pending();
        }
        catch
        {
            await answers.ForgetAsync(key);
            throw;
        }
    }

    /// <summary>Two keys of one user are two programs, which know nothing of each other's.</summary>
    private static string ScopeOf(string endpoint, Caller caller) =>
        string.Create(CultureInfo.InvariantCulture, $"{endpoint}:{caller.UserId}:{caller.ApiKeyId}");

    private static string? KeyOf(HttpRequest request)
    {
        var key = request.Headers[Header].ToString();
        if (key.Length == 0)
            return null;
        return key.Length <= KeptAnswer.MaxKeyLength
            ? key
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"The Idempotency-Key is longer than {KeptAnswer.MaxKeyLength} characters.");
    }
}
