using System.Text.Json.Serialization;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Web.Models;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/models</c>: the files a user may choose, by name.</summary>
internal static class ModelEndpoints
{
    private const string Tag = "OpenAI: models";

    public static void Map(RouteGroupBuilder reading)
    {
        reading.MapGet("/models", (ModelCatalog catalog) =>
            OpenAiJson.Ok(ListBody<ModelBody>.Of([.. Usable(catalog).Select(Describe)], model => model.Id, hasMore: false)))
            .WithTags(Tag).WithSummary("Lists models").Produces<ListBody<ModelBody>>();
        reading.MapGet("/models/{**id}", (string id, ModelCatalog catalog) => OpenAiJson.Ok(Describe(Find(catalog, id))))
            .WithTags(Tag).WithSummary("One model").Produces<ModelBody>().Produces<ApiError>(404);
    }

    private static ModelFile Find(ModelCatalog catalog, string id) =>
        Usable(catalog).FirstOrDefault(model => model.Name.Equals(id, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(id);

    public static RequestRefusedException Unknown(string id) =>
        new(OrderErrorCodes.UnknownModel, $"There is no model '{Shown.Of(id)}'. GET /v1/models lists those that there are.", "model") { IsNotFound = true };

    private static IEnumerable<ModelFile> Usable(ModelCatalog catalog) => catalog.List().Where(model => model.Exists).DistinctBy(model => model.Name);

    private static ModelBody Describe(ModelFile model) =>
        new(model.Name, "model", new DateTimeOffset(File.GetLastWriteTimeUtc(model.Path)).ToUnixTimeSeconds(), "batchgen");
}

/// <summary>A model in OpenAI's words.</summary>
/// <param name="Created">When its file was written, Unix seconds.</param>
internal sealed record ModelBody(string Id, [property: JsonPropertyName("object")] string Kind, long Created, string OwnedBy);
