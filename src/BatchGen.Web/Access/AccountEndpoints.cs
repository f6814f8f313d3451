using Microsoft.AspNetCore.Mvc;

namespace BatchGen.Web.Access;

/// <summary>What a page cannot do itself, because a circuit cannot set cookies.</summary>
internal static class AccountEndpoints
{
    public const string SignOutPath = "/account/sign-out";
    public const string PasswordPath = "/account/password";

    public static void MapAccount(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInLinks.StartPath, StartAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(SignOutPath, SignOutAsync).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    }

    /// <summary>The first start's link: signs in and asks for a password.</summary>
    private static async Task<IResult> StartAsync(string? token, SignInLinks links, Accounts accounts, UserSignIn signIn, CancellationToken cancellationToken)
    {
        if (await links.UseAsync(token, cancellationToken) is not { } userId)
            return Results.LocalRedirect($"~{SessionCookie.SignInPath}?problem=link");
        await signIn.SignInAsync((await accounts.FindAsync(userId, cancellationToken))!, isPersistent: true);
        return Results.LocalRedirect($"~{PasswordPath}");
    }

    // A form, so that antiforgery is checked: signing somebody out from another site is a nuisance too.
    private static async Task<IResult> SignOutAsync([FromForm] string? from, UserSignIn signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect($"~{SessionCookie.SignInPath}");
    }
}
