using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Diagnostics;

namespace BatchGen.Web.Pipeline;

/// <summary>
/// Draws no page in the place of an empty answer to a program, which reads statuses, nor to a form, which must not be
/// posted to another page once it was refused.
/// </summary>
internal sealed class PagesOnlyForPeople(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var isForPeople = HttpMethods.IsGet(http.Request.Method) && !ApiPaths.Contain(http.Request.Path);
        if (!isForPeople && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        return next(http);
    }
}
