using BatchGen.Batches.Models;
using BatchGen.Engine.Quantizing;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Models;

/// <summary>The models a user may choose. Reads the disk on every call: files come and go while the server runs.</summary>
public sealed class ModelCatalog(IOptions<ModelsOptions> options, ModelRegistry registry, IHostEnvironment environment) : IKnownModels
{
    public ModelFile Default => ModelFile.At(FullPath(options.Value.Default));

    /// <summary>Where downloads and quantized files go.</summary>
    public string Folder => FullPath(options.Value.Directory);

    /// <summary>The default first, then the folder's files by name, then those that were registered.</summary>
    public IReadOnlyList<ModelFile> List()
    {
        var first = Default;
        var found = Directory.Exists(Folder)
            ? Directory.EnumerateFiles(Folder, "*.gguf").Where(IsFirst).Order(StringComparer.OrdinalIgnoreCase)
            : Enumerable.Empty<string>();
        return [first, .. found.Concat(registry.Paths).Where(path => path != first.Path).Distinct(StringComparer.Ordinal).Select(ModelFile.At)];
    }

    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. List().Select(model => model.Path)]);

    /// <summary>A smaller file in the models folder, with its type in its name.</summary>
    public QuantizeRequest Quantized(ModelFile source, QuantizedType type)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new QuantizeRequest(source.Path, Path.Combine(Folder, $"{source.Name}-{type}.gguf"), type);
    }

    /// <summary>A later part of a model is found through the first one; alone it is shown, with what is missing.</summary>
    private static bool IsFirst(string path) => GgufParts.FirstOf(path) is not { } first || !File.Exists(first);

    private string FullPath(string path) => Path.GetFullPath(path, environment.ContentRootPath);
}
