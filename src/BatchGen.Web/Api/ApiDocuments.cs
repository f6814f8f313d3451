using System.Text.Json;
using BatchGen.Web.Pipeline;
using BatchGen.Web.Wire;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace BatchGen.Web.Api;

/// <summary>The description of both APIs (OpenAPI 3.1) and a page to try them out, which loads nothing from anywhere else.</summary>
internal static class ApiDocuments
{
    private const string Name = "v1";
    private const string Route = "/openapi/{documentName}.json";

    public static IServiceCollection AddApiDocuments(this IServiceCollection services)
    {
        // The description takes its names from here, and so must the answers.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Encoder = OpenAiJson.Options.Encoder;
        });
        return services.AddOpenApi(Name, document =>
        {
            document.ShouldInclude = endpoint =>
                endpoint.RelativePath is { } path && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("v1/", StringComparison.Ordinal));
            document.AddDocumentTransformer((described, _, _) =>
            {
                described.Info.Title = "BatchGen";
                described.Info.Description = "Batches of code-generation prompts on one's own hardware. /v1 speaks OpenAI's API: its clients work with another base URL.";
                described.Servers?.Clear();
                // The page shows its groups in this order.
                described.Tags = new HashSet<OpenApiTag>(ApiGroups.All.Select(group => new OpenApiTag { Name = group.Title, Description = group.Text }));
                return Task.CompletedTask;
            });
        });
    }

    /// <returns>The description and the page, to be protected like any other endpoint.</returns>
    public static RouteGroupBuilder MapApiDocuments(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        group.MapOpenApi(Route);
        group.MapScalarApiReference("/docs/api", (page, http) =>
        {
            page.Title = "BatchGen API";
            // Its start stands in the markup, where the policy allows marked scripts only.
            page.Nonce = SecurityHeaders.NonceOf(http);
            page.OpenApiRoutePattern = Route;
            if (http.Request.PathBase.HasValue)
                page.AddServer(http.Request.PathBase.Value);
            page.AddHeadContent($"<script src=\"{http.Request.PathBase}/docs.js\"></script>");
            page.DefaultFonts = false;
            page.Telemetry = false;
            page.ProxyUrl = null;
            page.DefaultOpenAllTags = true;
            // What leads to the page's makers and their services has no place on a server without the internet.
            page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            page.HideClientButton = true;
            page.DisableAgent().DisableMcp();
        });
        return group;
    }
}
