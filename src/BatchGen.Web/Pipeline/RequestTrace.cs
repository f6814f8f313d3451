using System.Security.Cryptography;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Pipeline;

/// <summary>
/// What every answer of the API has: an id to ask about, an error body for whatever went wrong, and never a page or a
/// redirect meant for browsers.
/// </summary>
internal sealed class RequestTrace(RequestDelegate next, ILogger<RequestTrace> logger)
{
    public const string Header = "x-request-id";
    private const int IdBytes = 12;

    /// <summary>Before the pages' own handling of errors, which is meant for browsers.</summary>
    public static void Use(WebApplication web) =>
        web.UseWhen(http => ApiPaths.Contain(http.Request.Path), branch => branch.UseMiddleware<RequestTrace>());

    public async Task InvokeAsync(HttpContext http)
    {
        var id = "req_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        http.TraceIdentifier = id;
        http.Response.Headers[Header] = id;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(http);
            await DescribeEmptyAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; nobody reads an answer.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers[Header] = id;
            await Refusals.Of(failure, logger).ExecuteAsync(http);
        }
    }

    /// <summary>Routing and the server itself answer with a bare status.</summary>
    private static Task DescribeEmptyAsync(HttpContext http)
    {
        var response = http.Response;
        return response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted || response.ContentLength is > 0 || response.ContentType is not null
            ? Task.CompletedTask
            : Refusals.OfStatus(response.StatusCode, http.Request).ExecuteAsync(http);
    }
}
