using BatchGen.Batches.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Models;

/// <summary>Section "Models:Aliases": names that are no model's, each with the name of the model that it stands for.</summary>
public sealed class ModelAliases
{
    public const string Section = "Models:Aliases";

    /// <summary>The name that stands for every name that is neither a model's nor an alias. Without it such names are refused.</summary>
    public const string AnyOther = "*";

    public const int MaxNameLength = 128;

    private Dictionary<string, ModelAlias> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By name, that for any other name last.</summary>
    public IReadOnlyList<ModelAlias> All =>
        [.. _byName.Values.OrderBy(alias => alias.IsAnyOther).ThenBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Null when the name is none; that for any other name is found by its own only.</summary>
    public ModelAlias? Find(string name) => _byName.GetValueOrDefault(ModelName.Bare(name));

    /// <summary>What a configuration says. A name may hold colons, which configuration takes for sections; an empty target takes an alias away.</summary>
    internal void Read(IConfiguration configuration)
    {
        var named = configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Key.Length > 0 && !string.IsNullOrWhiteSpace(pair.Value))
            .Select(pair => new ModelAlias(pair.Key, pair.Value!.Trim()));
        _byName = named.DistinctBy(alias => ModelName.Bare(alias.Name), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(alias => ModelName.Bare(alias.Name), StringComparer.OrdinalIgnoreCase);
    }
}

/// <param name="Name">As requests and files have it.</param>
/// <param name="Target">The model's name, with or without ".gguf".</param>
public sealed record ModelAlias(string Name, string Target)
{
    public bool IsAnyOther => Name == ModelAliases.AnyOther;

    /// <summary>What is wrong with it whatever models there are; null when nothing is.</summary>
    internal ModelRefusal? FindProblem(ModelAliases others)
    {
        if (Name.Length > ModelAliases.MaxNameLength || Name != Name.Trim() || Name.Any(char.IsControl))
            return new ModelRefusal(
                ModelNameCodes.AliasInvalid,
                $"'{Shown.Of(Name)}' cannot be an alias. Use 1 to {ModelAliases.MaxNameLength} characters, no blanks around them and no control characters.");
        return Target == ModelAliases.AnyOther || others.Find(Target) is not null
            ? new ModelRefusal(
                ModelNameCodes.AliasToAlias,
                $"The alias '{Name}' stands for '{Shown.Of(Target)}', which is an alias itself. Let it stand for the name of a model.")
            : null;
    }

    /// <summary>Refused when a model that is there has its name.</summary>
    /// <param name="paths">Of every model that may be chosen.</param>
    internal ModelRefusal? FindOwner(IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => ModelName.IsOf(path, Name)) is { } own && File.Exists(own)
            ? new ModelRefusal(
                ModelNameCodes.AliasNamesModel,
                $"There is a model '{Name}', and a model's own name wins over an alias: this one would never be asked for. Choose another name, or take the model away first.")
            : null;

    /// <summary>Refused when there is no model that it could stand for.</summary>
    /// <param name="paths">Of every model that may be chosen.</param>
    internal ModelRefusal? FindMissing(IReadOnlyList<string> paths) => paths.Any(path => ModelName.IsOf(path, Target))
        ? null
        : new ModelRefusal(
            ModelNameCodes.AliasTargetMissing,
            $"The alias '{Name}' is to stand for '{Shown.Of(Target)}', and there is no such model. GET /v1/models lists those that there are.");
}

/// <summary>Judges the table by itself. A model that is missing is no reason not to start: whoever asks for it is told.</summary>
internal sealed class ModelAliasesValidator : IValidateOptions<ModelAliases>
{
    public ValidateOptionsResult Validate(string? name, ModelAliases options)
    {
        var problems = options.All.Select(alias => alias.FindProblem(options)).OfType<ModelRefusal>().ToList();
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"{ModelAliases.Section}: {problem.Message}"));
    }
}

/// <summary>Documented in docs/errors.md.</summary>
public static class ModelNameCodes
{
    public const string Unknown = ProblemCodes.ModelNotFound;
    public const string AliasInvalid = "alias_invalid";
    public const string AliasToAlias = "alias_to_alias";
    public const string AliasNamesModel = "alias_names_model";
    public const string AliasTargetMissing = ProblemCodes.AliasTargetMissing;
}
