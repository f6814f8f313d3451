using System.Globalization;

namespace BatchGen.Web.Wire;

/// <summary>An error in the shape of OpenAI's API, which clients know how to show.</summary>
internal sealed record ApiError(ApiErrorBody Error)
{
    public const string InvalidRequest = "invalid_request_error";

    /// <param name="status">The HTTP status, 400 to 499.</param>
    /// <param name="parameter">The query parameter at fault, when there is one.</param>
    public static IResult Refuse(int status, string code, string message, string? parameter = null) =>
        Results.Json(new ApiError(new ApiErrorBody(message, InvalidRequest, parameter, code)), statusCode: status);
}

/// <param name="Code">Stable, listed in docs/errors.md.</param>
internal sealed record ApiErrorBody(string Message, string Type, string? Param, string Code);

/// <summary>An error that waiting may mend; clients wait as long as they are told and send the request again.</summary>
internal sealed class RetryLater(int status, string type, string code, string message, TimeSpan retryAfter) : IResult
{
    public ApiError Error { get; } = new(new ApiErrorBody(message, type, null, code));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
        httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Results.Json(Error, statusCode: status).ExecuteAsync(httpContext);
    }
}
