using Microsoft.Extensions.Options;

namespace BatchGen.Web.Models;

/// <summary>The models a user may choose. Reads the disk on every call: files come and go while the server runs.</summary>
public sealed class ModelCatalog(IOptions<ModelsOptions> options, IHostEnvironment environment)
{
    public ModelFile Default => ModelFile.At(FullPath(options.Value.Default));

    /// <summary>The default first, then the folder's files by name.</summary>
    public IReadOnlyList<ModelFile> List()
    {
        var first = Default;
        var folder = FullPath(options.Value.Directory);
        var others = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.gguf").Where(path => path != first.Path).Order(StringComparer.OrdinalIgnoreCase)
            : Enumerable.Empty<string>();
        return [first, .. others.Select(ModelFile.At)];
    }

    private string FullPath(string path) => Path.GetFullPath(path, environment.ContentRootPath);
}
