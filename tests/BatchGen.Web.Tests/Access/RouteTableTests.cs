using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BatchGen.Web.Tests.Access;

/// <summary>Every route the server has, asked by everybody there can be. The list is the server's own: a new route is in it by itself.</summary>
public sealed partial class RouteTableTests(RunningServer server, ITestOutputHelper output) : IClassFixture<RunningServer>
{
    /// <summary>The SDK's own, for files that appear while a developer works; not in a published program, and closed by the fallback policy.</summary>
    private const string DevelopmentFiles = "{**path:file}";

    private IEnumerable<RouteEndpoint> Routes => server.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText != DevelopmentFiles);

    [Fact]
    public void EveryRoute_DeclaresOnePolicy_OrThatItIsOpen()
    {
        var undeclared = Routes.Where(route => !IsOpen(route) && PolicyOf(route) is null).Select(route => route.RoutePattern.RawText);

        Assert.Empty(undeclared);
    }

    /// <summary>What the declarations ought to be; the test below holds the server to them.</summary>
    [Theory]
    [InlineData("/", Policies.Read)]
    [InlineData("/new", Policies.Submit)]
    [InlineData("/batches", Policies.Read)]
    [InlineData("/batches/{Id}", Policies.Read)]
    [InlineData("/batches/{id}/files/{kind}", Policies.Read)]
    [InlineData("/schedules", Policies.Submit)]
    [InlineData("/schedules/new", Policies.Submit)]
    [InlineData("/schedules/{Id:long}", Policies.Submit)]
    [InlineData("/templates", Policies.Read)]
    [InlineData("/admin/settings", Policies.Administer)]
    [InlineData("/admin/log", Policies.Administer)]
    [InlineData("/usage", Policies.Read)]
    [InlineData("/api/usage", Policies.Read)]
    [InlineData("/metrics", Policies.Read)]
    [InlineData("/memory", Policies.Read)]
    [InlineData("/models", Policies.Read)]
    [InlineData("/api/memory/plan", Policies.Read)]
    [InlineData("GET /api/batches", Policies.Read)]
    [InlineData("POST /api/batches", Policies.Submit)]
    [InlineData("/api/batches/{id}/files/{kind}", Policies.Read)]
    [InlineData("/api/batches/{id}/export", Policies.Read)]
    [InlineData("/api/version", Policies.Read)]
    [InlineData("/api/batches/{id}/cancel", Policies.Submit)]
    [InlineData("/api/batches/dry-run", Policies.Submit)]
    [InlineData("/api/events", Policies.Read)]
    [InlineData("/api/templates/{id:long}/content", Policies.Submit)]
    [InlineData("/api/batches/{id}/labels/{label}", Policies.Submit)]
    [InlineData("/api/batches/{id}/pause", Policies.Submit)]
    [InlineData("/api/queue", Policies.Read)]
    [InlineData("/api/queue/pause", Policies.Operate)]
    [InlineData("/api/users", Policies.Administer)]
    [InlineData("/api/users/{id:long}/sign-in-link", Policies.Administer)]
    [InlineData("/api/audit", Policies.Administer)]
    [InlineData("/api/templates/{id:long}/duplicate", Policies.Submit)]
    [InlineData("/api/templates/{id:long}/submit", Policies.Submit)]
    [InlineData("/api/settings", Policies.Administer)]
    [InlineData("/api/schedules", Policies.Submit)]
    [InlineData("/api/schedules/{id:long}", Policies.Submit)]
    [InlineData("/api/schedules/{id:long}/run", Policies.Submit)]
    [InlineData("/api/limits", Policies.Read)]
    [InlineData("/api/runtime", Policies.Read)]
    [InlineData("/api/limits/{device}", Policies.Administer)]
    [InlineData("/api/models/{name}", Policies.Administer)]
    [InlineData("/api/models/jobs", Policies.Read)]
    [InlineData("/api/models/jobs/{id:int}/cancel", Policies.Administer)]
    [InlineData("/api/models/downloads", Policies.Administer)]
    [InlineData("/api/models/quantizations", Policies.Administer)]
    [InlineData("/api/keys", Policies.Read)]
    [InlineData("/api/keys/{id:long}", Policies.Read)]
    [InlineData("/v1/models", Policies.Read)]
    [InlineData("/v1/chat/completions", Policies.Submit)]
    [InlineData("/v1/batches/{id}/cancel", Policies.Submit)]
    [InlineData("/docs/api/{documentName?}", Policies.Read)]
    [InlineData("/openapi/{documentName}.json", Policies.Read)]
    [InlineData("/admin", Policies.Administer)]
    [InlineData("/hangfire/{**path}", Policies.Administer)]
    [InlineData("/_blazor", Policies.Read)]
    [InlineData("/account/password", Policies.Read)]
    [InlineData("/account/sign-out", Policies.Read)]
    [InlineData("/account/sign-in", null)]
    [InlineData("/account/start", null)]
    [InlineData("/account/welcome", null)]
    [InlineData("/healthz", null)]
    [InlineData("/readyz", null)]
    public void Route_DeclaresWhatItOughtTo(string pattern, string? policy)
    {
        var found = Routes.Where(route => Clean(route) == pattern || $"{MethodOf(route)} {Clean(route)}" == pattern).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, route => Assert.Equal(policy, IsOpen(route) ? null : PolicyOf(route)));
    }

    [Fact]
    public async Task EveryRoute_LetsInWhomItDeclares_AndNobodyElse()
    {
        using var visitors = await Visitors.InviteAsync(server);
        var table = new StringBuilder();
        var wrong = new List<string>();

        foreach (var route in Routes.Where(route => !IsAsset(route)).DistinctBy(route => (MethodOf(route), Clean(route))))
        {
            table.Append(CultureInfo.InvariantCulture, $"{MethodOf(route),-5} {Clean(route),-40} {(IsOpen(route) ? "open" : PolicyOf(route)),-10}");
            foreach (var visitor in visitors.All)
            {
                var expected = ExpectedOf(route, visitor.Value);
                var status = await AskAsync(route, visitor.Value);
                table.Append(CultureInfo.InvariantCulture, $" {visitor.Key}:{status}");
                if (expected != status)
                    wrong.Add($"{MethodOf(route)} {Clean(route)} as {visitor.Key}: {status}, not {expected}");
            }

            table.AppendLine();
        }

        output.WriteLine(table.ToString());
        Assert.Empty(wrong);
    }

    private enum Reception
    {
        LetIn,
        AskedToSignIn,
        Refused,
    }

    private static Reception ExpectedOf(RouteEndpoint route, Visitor visitor)
    {
        if (IsOpen(route))
            return Reception.LetIn;
        // Below the API's paths a session may read only.
        var rights = NeedsKey(route) && !visitor.HasKey ? Rights.None : visitor.Rights;
        return rights is Rights.None ? Reception.AskedToSignIn
            : rights.HasFlag(Policies.Known[PolicyOf(route)!]) ? Reception.LetIn
            : Reception.Refused;
    }

    private static async Task<Reception> AskAsync(RouteEndpoint route, Visitor visitor)
    {
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        using var request = new HttpRequestMessage(new HttpMethod(MethodOf(route)), PathOf(route));
        if (request.Method != HttpMethod.Get)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        return answer switch
        {
            { StatusCode: HttpStatusCode.Unauthorized } => Reception.AskedToSignIn,
            { StatusCode: HttpStatusCode.Redirect, Headers.Location.OriginalString: { } place }
                when place.Contains($"{SessionCookie.SignInPath}?returnUrl", StringComparison.Ordinal) => Reception.AskedToSignIn,
            { StatusCode: HttpStatusCode.Forbidden } => Reception.Refused,
            _ => Reception.LetIn,
        };
    }

    private static bool NeedsKey(RouteEndpoint route) => ApiPaths.Contain(PathOf(route)) && MethodOf(route) is not ("GET" or "HEAD");

    private static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsAsset(RouteEndpoint route) => route.Metadata.Any(item => item.GetType().Namespace == "Microsoft.AspNetCore.StaticAssets");

    private static string? PolicyOf(RouteEndpoint route) =>
        route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).Distinct().ToList() is [{ } policy]
            && Policies.Known.ContainsKey(policy) ? policy : null;

    private static string MethodOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var method, ..] ? method : "GET";

    private static string Clean(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.Trim('/');

    private static string PathOf(RouteEndpoint route) => Parameter().Replace(
        Clean(route), match => match.Value.Contains(":int", StringComparison.Ordinal) || match.Value.Contains(":long", StringComparison.Ordinal) ? "404" : "x");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
