using BatchGen.Web.Access;
using BatchGen.Web.Components;
using BatchGen.Web.Live;
using BatchGen.Web.Pages;
using BatchGen.Web.Pipeline;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;

namespace BatchGen.Web.Hosting;

/// <summary>What pages need: components and circuits.</summary>
internal static class PageServices
{
    /// <summary>A pasted text travels as one message; the default of 32 KB would end the circuit.</summary>
    private const long MaxCircuitMessageBytes = 4 * 1024 * 1024;

    public static void AddPages(this IServiceCollection services)
    {
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
            mud.SnackbarConfiguration.VisibleStateDuration = 4_000;
        });
        services.AddScoped<ConnectionBreaks>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<ConnectionBreaks>());
        services.AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxCircuitMessageBytes);
    }

    /// <summary>Every page names its policy; what a circuit needs beside them asks for the least of them.</summary>
    public static void MapPages(this IEndpointRouteBuilder endpoints) => endpoints
        .MapRazorComponents<App>()
        // Our own header says more than the one it would add.
        .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
        .Add(endpoint =>
        {
            // Drawn in the place of an answer, they are asked for in its request's way.
            if (endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault() is { Type: var page }
                && page != typeof(Problem)
                && page != typeof(StatusPage))
                PageMethods.Narrow(endpoint, page);
            var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText?.TrimStart('/') ?? "";
            if (path.StartsWith("_blazor", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AuthorizeAttribute(Policies.Read));
            else if (path.StartsWith("_framework", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
}
