using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using BatchGen.Batches.Data;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary><c>Authorization: Bearer KEY</c>. Answers as OpenAI's API does, and never sends a program to a page.</summary>
internal sealed class ApiKeyScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";

    private const string Bearer = "Bearer ";

    public static bool IsAskedBy(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Below the APIs' paths a cookie may read but not write: a form on another site carries the cookie along, but never
    /// a key, so there is nothing to forge.
    /// </summary>
    public static bool IsNeededFor(HttpRequest request) =>
        IsAskedBy(request) || (ApiPaths.Contain(request.Path) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsAskedBy(Request))
            return AuthenticateResult.NoResult();
        var secret = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        try
        {
            return Of(await keys.FindAsync(secret, Context.RequestAborted));
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is not null && Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            // Whose key it is cannot be asked now. A probe, which needs none, is answered all the same: this is when it matters.
            return AuthenticateResult.NoResult();
        }
    }

    private AuthenticateResult Of(ApiKey? key)
    {
        if (key is null)
            return AuthenticateResult.Fail("The API key is not known, or no longer valid.");

        var identity = AccessClaims.IdentityOf(key.User!, key.Scopes & RoleRights.Of(key.User!.Role), Scheme.Name);
        identity.AddClaim(new Claim(AccessClaims.Key, key.Id.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => ApiRefusals.UnauthorizedAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiRefusals.ForbiddenAsync(Context);
}
