using System.Net;
using Hangfire.Dashboard;

namespace BatchGen.Web.Queue;

/// <summary>
/// Hangfire's dashboard for this machine only, until there is sign-in. A request that a proxy forwarded comes from
/// loopback too, whoever sent it, so it is refused; so is one for a foreign host name (DNS rebinding).
/// </summary>
internal sealed class LocalDashboardFilter : IDashboardAuthorizationFilter
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public bool Authorize(DashboardContext context) => IsLocal(context.GetHttpContext());

    internal static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !ForwardingHeaders.Any(http.Request.Headers.ContainsKey)
        && IsLocalName(http.Request.Host.Host);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
