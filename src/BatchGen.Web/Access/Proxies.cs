using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Believes what a proxy says about who asks and how, only when it was announced and only from where it is.</summary>
internal static class Proxies
{
    public static void UseAnnouncedProxy(this WebApplication web)
    {
        var access = web.Services.GetRequiredService<IOptions<AccessOptions>>().Value;
        if (!access.BehindProxy)
            return;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
                | ForwardedHeaders.XForwardedPrefix,
        };
        foreach (var proxy in access.TrustedProxies)
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        web.UseForwardedHeaders(forwarded);
    }
}
