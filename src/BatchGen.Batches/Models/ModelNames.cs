using BatchGen.Batches.Requests;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models;

/// <summary>Says which model a name in a request or a file means: the one place where that is decided.</summary>
public sealed class ModelNames(IKnownModels models, IOptionsMonitor<ModelAliases> aliases)
{
    /// <summary>As it stands now; models and aliases change while the server runs.</summary>
    public async Task<NameTable> ReadAsync(CancellationToken cancellationToken) =>
        new(await models.ListPathsAsync(cancellationToken), aliases.CurrentValue);

    /// <param name="name">A model's, with or without ".gguf", or an alias; null for the default model.</param>
    /// <exception cref="RequestRefusedException">It means no model that is here.</exception>
    public async Task<NamedModel> RequireAsync(string? name, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Require(name);
}

/// <summary>Every name and what it means, at one moment.</summary>
/// <param name="paths">Of every model that may be chosen, the default first.</param>
public sealed class NameTable(IReadOnlyList<string> paths, ModelAliases aliases)
{
    /// <summary>The aliases whose models are here, by name; the one for any other name is no name to ask for, and not among them.</summary>
    public IEnumerable<NamedModel> Aliases =>
        aliases.All.Where(alias => !alias.IsAnyOther).Select(alias => Find(alias.Name)).OfType<NamedModel>().Where(meant => meant.IsAlias);

    /// <summary>Null when the name means no model that is here.</summary>
    public NamedModel? Find(string? name)
    {
        if (name is null)
            return paths.Count > 0 ? new NamedModel(null, paths[0], IsAlias: false) : null;
        var alias = name == ModelAliases.AnyOther ? null : aliases.Find(name);
        // A model's own name wins; a file that is listed and gone leaves its name to an alias.
        if (OwnerOf(name) is { } own && (alias is null || File.Exists(own)))
            return new NamedModel(name, own, IsAlias: false);
        return (alias ?? aliases.Find(ModelAliases.AnyOther)) is { } known && OwnerOf(known.Target) is { } target
            ? new NamedModel(name, target, IsAlias: true)
            : null;
    }

    /// <exception cref="RequestRefusedException">The name means no model that is here.</exception>
    public NamedModel Require(string? name)
    {
        return Find(name) ?? throw Refused(name);
    }

    /// <summary>Why a name that means nothing is refused, as whoever asked is told.</summary>
    public RequestRefusedException Refused(string? name)
    {
        var refusal = Refuse(name);
        return new RequestRefusedException(refusal.Code, refusal.Sentence, "model") { IsNotFound = true };
    }

    /// <summary>The file of a model that was chosen earlier: what its alias stands for now, else itself, else what its name means now.</summary>
    /// <param name="alias">What it was chosen by; null when it was chosen itself.</param>
    /// <returns>The path as it was when neither means a model that is here: loading it says what is missing.</returns>
    public string PathToday(string path, string? alias)
    {
        if (alias is not null && Find(alias) is { } meant)
            return meant.Path;
        return paths.Contains(path, StringComparer.Ordinal) ? path : Find(ModelName.Of(path))?.Path ?? path;
    }

    /// <summary>Why a name that means nothing is refused.</summary>
    public ModelRefusal Refuse(string? name)
    {
        if (name is null)
            return new ModelRefusal(ModelNameCodes.Unknown, $"There is no model at all. Set Models:Default to a GGUF file.");
        return (aliases.Find(name) ?? aliases.Find(ModelAliases.AnyOther)) is { } alias
            ? new ModelRefusal(
                ModelNameCodes.AliasTargetMissing,
                $"'{Shown.Of(name)}' stands for the model '{Shown.Of(alias.Target)}', which is not here any more. Ask for another model, or let an administrator change the alias.")
            : new ModelRefusal(
                ModelNameCodes.Unknown, $"There is no model '{Shown.Of(name)}'. GET /v1/models lists those that there are, and an administrator can make it an alias of one.");
    }

    private string? OwnerOf(string name) => paths.FirstOrDefault(path => ModelName.IsOf(path, name));
}

/// <summary>What a name means.</summary>
/// <param name="Asked">The name; null asked for the default model.</param>
/// <param name="Path">The model's file.</param>
/// <param name="IsAlias">It is not the model's own name.</param>
public sealed record NamedModel(string? Asked, string Path, bool IsAlias)
{
    /// <summary>The model's own.</summary>
    public string Name => ModelName.Of(Path);

    /// <summary>What an answer calls the model: an alias as it was asked for, since callers look their own name up.</summary>
    public string AnswerName => IsAlias ? Asked! : Name;

    /// <summary>The model that ran, where an answer calls it otherwise; else null.</summary>
    public string? UsedName => IsAlias ? Name : null;
}

/// <summary>A model's name is its file's, with or without ".gguf", in whatever case.</summary>
public static class ModelName
{
    private const string Extension = ".gguf";

    public static string Of(string path) => Path.GetFileNameWithoutExtension(path);

    public static bool IsOf(string path, string name) =>
        Of(path).Equals(name, StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A line's name is what its model is called here.</summary>
    public static bool IsOwn(ModelUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return use.Means is { } means && Bare(use.Name).Equals(means, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without the extension of model files.</summary>
    public static string Bare(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? name[..^Extension.Length] : name;
    }
}
