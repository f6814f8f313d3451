using System.Globalization;
using BatchGen.Web.Api;

namespace BatchGen.Web.OpenAi;

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
