using System.Text.Json.Serialization;
using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Web.Models;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/models</c>: the files a user may choose, by name, and the aliases that stand for them.</summary>
internal static class ModelEndpoints
{
    private const string Tag = "OpenAI: models";

    public static void Map(RouteGroupBuilder reading)
    {
        reading.MapGet("/models", async (ModelCatalog catalog, ModelNames names, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(ListBody<ModelBody>.Of(List(catalog, await names.ReadAsync(cancellationToken)), model => model.Id, hasMore: false)))
            .WithTags(Tag).WithSummary("Lists models, and the aliases that stand for them").Produces<ListBody<ModelBody>>();
        reading.MapGet("/models/{**id}", async (string id, ModelCatalog catalog, ModelNames names, CancellationToken cancellationToken) =>
            OpenAiJson.Ok(Find(catalog, await names.ReadAsync(cancellationToken), id)))
            .WithTags(Tag).WithSummary("One model, or an alias and what it stands for").Produces<ModelBody>().Produces<ApiError>(404);
    }

    private static IReadOnlyList<ModelBody> List(ModelCatalog catalog, NameTable names)
    {
        var models = Usable(catalog).ToList();
        return
        [
            .. models.Select(Describe),
            .. names.Aliases.Join(models, alias => alias.Path, model => model.Path, (alias, model) => Describe(model, alias)),
        ];
    }

    private static ModelBody Find(ModelCatalog catalog, NameTable names, string id)
    {
        var meant = names.Require(id);
        var model = Usable(catalog).FirstOrDefault(model => model.Path == meant.Path) ?? throw Unknown(id);
        return meant.IsAlias ? Describe(model, meant) : Describe(model);
    }

    public static RequestRefusedException Unknown(string id) =>
        new(ModelNameCodes.Unknown, $"There is no model '{Shown.Of(id)}'. GET /v1/models lists those that there are.", "model") { IsNotFound = true };

    private static IEnumerable<ModelFile> Usable(ModelCatalog catalog) => catalog.List().Where(model => model.Exists).DistinctBy(model => model.Name);

    private static ModelBody Describe(ModelFile model) =>
        new(model.Name, "model", new DateTimeOffset(File.GetLastWriteTimeUtc(model.Path)).ToUnixTimeSeconds(), "batchgen");

    private static ModelBody Describe(ModelFile model, NamedModel alias) => Describe(model) with { Id = alias.Asked!, AliasOf = model.Name };
}

/// <summary>A model in OpenAI's words.</summary>
/// <param name="Created">When its file was written, Unix seconds.</param>
internal sealed record ModelBody(string Id, [property: JsonPropertyName("object")] string Kind, long Created, string OwnedBy)
{
    /// <summary>Not OpenAI's: the model that an alias stands for; not there for a model's own name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AliasOf { get; init; }
}
