using System.Reflection;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/version</c>: which BatchGen this is, for programs that are told something they do not understand.</summary>
internal static class VersionEndpoint
{
    public const string Path = "/api/version";

    public static void Map(RouteGroupBuilder reading) => reading.MapGet(Path, () => OpenAiJson.Ok(VersionBody.Own))
        .WithTags("Machines").WithSummary("Which version of BatchGen answers").Produces<VersionBody>();
}

/// <param name="Version">As at the build, with its commit.</param>
internal sealed record VersionBody(string Version)
{
    public static VersionBody Own { get; } =
        new(typeof(VersionBody).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
}
