using BatchGen.Inference.Gguf;
using BatchGen.Web.Models;

namespace BatchGen.Web.Planning;

/// <summary>Finds the file a person means: a model of the list by its name, or any GGUF file by its path.</summary>
internal sealed class ModelLookup(ModelCatalog catalog)
{
    private const string Extension = ".gguf";

    public string DefaultName => catalog.Default.Name;

    /// <param name="model">A name from the list, with or without ".gguf"; a path; null for the default.</param>
    /// <exception cref="GgufException">Neither. Files that are no GGUF by their name are not looked at, so nothing is learnt of them.</exception>
    public string PathOf(string? model)
    {
        if (model is null)
            return catalog.Default.Path;
        if (catalog.List().FirstOrDefault(file => IsNamed(file, model)) is { } listed)
            return listed.Path;
        return model.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(model)
            : throw new GgufException(GgufErrorCodes.NotFound, $"There is no model '{model}'. Give a name from the Models list, or the path of a .gguf file.");
    }

    private static bool IsNamed(ModelFile file, string model) =>
        file.Name.Equals(model, StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file.Path).Equals(model, StringComparison.OrdinalIgnoreCase);
}
