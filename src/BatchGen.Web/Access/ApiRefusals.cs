using BatchGen.Web.Wire;

namespace BatchGen.Web.Access;

/// <summary>What a program is told that has not signed in, or may not do what it asked for.</summary>
internal static class ApiRefusals
{
    public static Task UnauthorizedAsync(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiKeyScheme.IsAskedBy(http.Request)
            ? RefuseAsync(
                http,
                StatusCodes.Status401Unauthorized,
                "invalid_api_key",
                "The API key is not known, was revoked, or has expired. Make a new one on the page 'API keys'.")
            : RefuseAsync(
                http,
                StatusCodes.Status401Unauthorized,
                "missing_api_key",
                "This needs an API key: send it in the header 'Authorization: Bearer KEY'. Keys are made on the page 'API keys'.");
    }

    public static Task ForbiddenAsync(HttpContext http) => RefuseAsync(
        http, StatusCodes.Status403Forbidden, NotAllowedException.Code, new NotAllowedException().Message);

    private static Task RefuseAsync(HttpContext http, int status, string code, string message) =>
        ApiError.Refuse(status, code, message).ExecuteAsync(http);
}
