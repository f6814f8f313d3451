using System.Text.RegularExpressions;

namespace BatchGen.Web.Pipeline;

/// <summary>
/// The folder of an address under which a proxy shows this server, e.g. /batchgen: said by the setting PathBase, or by an announced
/// proxy with X-Forwarded-Prefix. Whether the proxy takes it off the path or passes it on, links and redirects keep it.
/// </summary>
internal static partial class PathBase
{
    public const string Key = "PathBase";

    /// <summary>First of all: routes are found without it.</summary>
    public static void UsePathBase(this WebApplication web)
    {
        var said = Parse(web.Configuration[Key]);
        web.Use((http, next) =>
        {
            var request = http.Request;
            var forwarded = request.PathBase.Value?.TrimEnd('/') ?? "";
            request.PathBase = Folder().IsMatch(forwarded) ? new PathString(forwarded) : said;
            if (!request.PathBase.HasValue || !request.Path.StartsWithSegments(request.PathBase, out var rest))
                return next(http);
            if (!rest.HasValue && HttpMethods.IsGet(request.Method))
            {
                // Relative links count from the folder, which ends in a slash.
                http.Response.Redirect($"{request.PathBase}/{request.QueryString}");
                return Task.CompletedTask;
            }

            request.Path = rest;
            return next(http);
        });
    }

    /// <exception cref="FormatException">It is no folder of an address.</exception>
    internal static PathString Parse(string? said)
    {
        var folder = $"/{said?.Trim().Trim('/')}";
        if (folder == "/")
            return PathString.Empty;
        return Folder().IsMatch(folder)
            ? new PathString(folder)
            : throw new FormatException($"PathBase (--path-base) is \"{said}\", which is no folder of a url. Use one such as /batchgen.");
    }

    /// <summary>What a client may have slipped in, such as another host's name after two slashes, is none.</summary>
    [GeneratedRegex("^(/[A-Za-z0-9._~-]+)+$")]
    private static partial Regex Folder();
}
