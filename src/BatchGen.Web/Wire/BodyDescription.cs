using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace BatchGen.Web.Wire;

/// <summary>
/// Describes what a request's body looks like. Not by <c>Accepts</c>: that would also turn away clients whose content
/// type differs, as if the endpoint were not there.
/// </summary>
internal static class BodyDescription
{
    /// <param name="example">As JSON; a text for bodies that are none.</param>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string contentType, JsonNode example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [contentType] = new OpenApiMediaType { Example = example } },
            };
            return Task.CompletedTask;
        });
}
