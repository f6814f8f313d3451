using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Telemetry;

/// <summary><c>/metrics</c>, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this WebApplication web)
    {
        var options = web.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value;
        if (options.Metrics is MetricsAccess.Off)
            return;
        var networks = options.Metrics is MetricsAccess.Networks ? new MetricsNetworks(options.MetricsNetworks) : null;
        var endpoint = web
            .MapPrometheusScrapingEndpoint(
                ApiPaths.Metrics, meterProvider: null, networks is null ? null : branch => branch.Use(networks.LetInAsync), optionsName: null)
            .DisableHttpMetrics();
        if (networks is null)
            endpoint.RequireAuthorization(Policies.Read);
        else
            endpoint.AllowAnonymous();
    }
}

/// <summary>Lets in who asks from where no key is needed, and everybody who may read.</summary>
/// <param name="networks">Empty is this machine.</param>
internal sealed class MetricsNetworks(IEnumerable<string> networks)
{
    private static readonly IPNetwork[] ThisMachine = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>Written by a proxy that was not announced: who asks is then not who is connected.</summary>
    private static readonly string[] SignsOfAProxy = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"];

    private readonly IPNetwork[] _networks = networks.Select(network => IPNetwork.Parse(network)).ToArray() is { Length: > 0 } named ? named : ThisMachine;

    public Task LetInAsync(HttpContext http, RequestDelegate next) =>
        Caller.Of(http.User)?.May(Rights.Read) is true || IsNear(http) ? next(http) : ApiRefusals.UnauthorizedAsync(http);

    private bool IsNear(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } asking || SignsOfAProxy.Any(http.Request.Headers.ContainsKey))
            return false;
        var plain = asking.IsIPv4MappedToIPv6 ? asking.MapToIPv4() : asking;
        return _networks.Any(network => network.Contains(plain));
    }
}
