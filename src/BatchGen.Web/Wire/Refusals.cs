using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Live;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
namespace BatchGen.Web.Wire;

/// <summary>
/// Turns what went wrong into an answer. Only what may get better by itself is a 5xx, and then it is 503 with the time to
/// wait; a permanent conflict is 400 and not 409, because clients send a 409 again.
/// </summary>
internal static class Refusals
{
    private static readonly TimeSpan FaultRetryAfter = TimeSpan.FromSeconds(10);

    public static IResult Of(Exception failure, ILogger logger)
    {
        switch (failure)
        {
            case not null when DatabaseFailure.Of(failure) is { } database:
                logger.LogWarning(failure, "A request could not be answered: {Code}.", database.Code);
                return new RetryLater(StatusCodes.Status503ServiceUnavailable, "server_error", database.Code, database.Sentence.ToString(), FaultRetryAfter);
            case RequestRefusedException refusal:
                return ApiError.Refuse(
                    refusal.IsNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, refusal.Code, refusal.Message, refusal.Param);
            case NotAllowedException refusal:
                return ApiError.Refuse(StatusCodes.Status403Forbidden, NotAllowedException.Code, refusal.Message);
            case QuotaException { Refusal: var over }:
                return new RetryLater(StatusCodes.Status429TooManyRequests, "rate_limit_error", over.Code, over.Message, over.RetryAfter);
            case LiveUnavailableException { IsQueueFull: true } full:
                return new RetryLater(StatusCodes.Status429TooManyRequests, "rate_limit_error", full.Code, full.Message, full.RetryAfter);
            case LiveUnavailableException away:
                return new RetryLater(StatusCodes.Status503ServiceUnavailable, "server_error", away.Code, away.Message, away.RetryAfter);
            case EngineException engine:
                return new RetryLater(StatusCodes.Status503ServiceUnavailable, "server_error", engine.Code, engine.Message, FaultRetryAfter);
            case BadHttpRequestException bad:
                return ApiError.Refuse(bad.StatusCode, "bad_request", Sentence(bad.Message));
            case IOException broken:
                return ApiError.Refuse(StatusCodes.Status400BadRequest, "bad_request", $"The request could not be read to its end: {Sentence(broken.Message)}");
            default:
                logger.LogError(failure, "A request to the API failed.");
                // What failed is not told: it may hold a path or a prompt. The id leads to the log.
                return new RetryLater(
                    StatusCodes.Status503ServiceUnavailable,
                    "server_error",
                    "internal_error",
                    "The server failed at this request. Send it again; if it stays, the server's log has the reason under this x-request-id.",
                    FaultRetryAfter);
        }
    }

    public static IResult OfStatus(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound =>
            ApiError.Refuse(status, "unknown_url", string.Create(CultureInfo.InvariantCulture, $"There is no {request.Method} {Shown.Of(request.Path)} here.")),
        StatusCodes.Status405MethodNotAllowed =>
            ApiError.Refuse(status, "method_not_allowed", $"{request.Method} is not a way to call {Shown.Of(request.Path)}."),
        StatusCodes.Status401Unauthorized => ApiError.Refuse(status, "invalid_api_key", "An API key is needed: send it as 'Authorization: Bearer KEY'."),
        StatusCodes.Status403Forbidden => ApiError.Refuse(status, "permission_denied", "This key or user may not do that."),
        _ => ApiError.Refuse(status, "bad_request", $"The request was refused with status {status}."),
    };

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}

/// <summary>The caller's role or key does not allow it: a 403.</summary>
internal sealed class NotAllowedException() : Exception("Your role, or your API key's scopes, do not allow this. Ask an administrator, or use another key.")
{
    public const string Code = "insufficient_rights";
}
