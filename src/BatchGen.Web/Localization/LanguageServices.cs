using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Localization;

namespace BatchGen.Web.Localization;

/// <summary>
/// Texts lie beside the pages that show them, one pair of files a folder. Whoever has not chosen gets the language of the
/// browser; a choice is kept in the framework's own cookie, which a circuit reads when it connects.
/// </summary>
internal static class LanguageServices
{
    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            string[] names = [.. Language.All.Select(language => language.Name)];
            options.SetDefaultCulture(names[0]).AddSupportedCultures(names).AddSupportedUICultures(names);
            // "?culture=" in a link would change numbers for whoever follows it.
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(OfApi), new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }

    /// <summary>Programs read English and its numbers, whatever their sender's browser speaks.</summary>
    private static Task<ProviderCultureResult?> OfApi(HttpContext http) =>
        Task.FromResult(ApiPaths.Contain(http.Request.Path) ? new ProviderCultureResult(Language.English.Name) : null);

    /// <summary><c>GET /language/{name}?back=/path</c>: a plain link, because a circuit cannot set cookies.</summary>
    public static IEndpointConventionBuilder MapLanguages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language/{name}", Choose).ExcludeFromDescription();

    private static IResult Choose(string name, string? back, HttpContext http)
    {
        if (Language.All.FirstOrDefault(language => language.Name == name) is not { } chosen)
            return Results.NotFound();
        http.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen.Name)),
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
                Secure = http.Request.IsHttps,
            });
        return Results.LocalRedirect($"~{LocalPath.Of(back)}");
    }
}
