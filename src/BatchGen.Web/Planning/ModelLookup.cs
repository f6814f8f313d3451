using BatchGen.Batches.Models;
using BatchGen.Inference.Gguf;
using BatchGen.Web.Models;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Planning;

/// <summary>Finds the file a person means: a model of the list by its name or an alias, or any GGUF file by its path.</summary>
internal sealed class ModelLookup(ModelCatalog catalog, IOptionsMonitor<ModelAliases> aliases)
{
    private const string Extension = ".gguf";

    public string DefaultName => catalog.Default.Name;

    /// <param name="model">A name from the list, with or without ".gguf"; a path; null for the default.</param>
    /// <exception cref="GgufException">Neither. Files that are no GGUF by their name are not looked at, so nothing is learnt of them.</exception>
    public string PathOf(string? model)
    {
        if (model is null)
            return catalog.Default.Path;
        var names = new NameTable([.. catalog.List().Select(file => file.Path)], aliases.CurrentValue);
        if (names.Find(model) is { } meant && !IsAnotherFile(model, meant))
            return meant.Path;
        return model.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(model)
            : throw new GgufException(GgufErrorCodes.NotFound, $"There is no model '{model}'. Give a name from the Models list, or the path of a .gguf file.");
    }

    /// <summary>A file is asked for by its path, and no alias may make another one of it.</summary>
    private static bool IsAnotherFile(string model, NamedModel meant) => meant.IsAlias && model.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
