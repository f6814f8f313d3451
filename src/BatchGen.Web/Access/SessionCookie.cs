using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace BatchGen.Web.Access;

/// <summary>The cookie of a person who signed in.</summary>
internal static class SessionCookie
{
    public const string SignInPath = "/account/sign-in";

    public static void SetUp(CookieAuthenticationOptions cookie, AccessOptions options)
    {
        cookie.Cookie.Name = "batchgen.session";
        cookie.Cookie.HttpOnly = true;
        // Lax: a link in a mail opens the page signed in, a form on another site posts without the cookie.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.SessionLifetime;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInPath;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToLogin = ChallengeAsync;
        cookie.Events.OnRedirectToAccessDenied = ForbidAsync;
        cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
    }

    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (ApiPaths.Contain(request.Path))
            return ApiRefusals.UnauthorizedAsync(context.HttpContext);
        if (request.Path.StartsWithSegments("/_blazor"))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>For a page the status alone: the page that says so is drawn in its place.</summary>
    private static Task ForbidAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (ApiPaths.Contain(context.Request.Path))
            return ApiRefusals.ForbiddenAsync(context.HttpContext);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
