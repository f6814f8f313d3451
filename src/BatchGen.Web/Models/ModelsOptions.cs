using Microsoft.Extensions.Options;

namespace BatchGen.Web.Models;

/// <summary>Section "Models": which GGUF files are offered.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>The model a batch gets when it names none. Relative to the content root.</summary>
    public string Default { get; set; } = "models/batchgen-demo.gguf";

    /// <summary>Folder whose GGUF files may be chosen. Relative to the content root.</summary>
    public string Directory { get; set; } = "models";
}

/// <summary>Judges the keys only. A file that is missing is no reason not to start: pages and /readyz say it.</summary>
internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Default))
            problems.Add($"{ModelsOptions.Section}:Default must be the path of a GGUF file; it is empty.");
        if (string.IsNullOrWhiteSpace(options.Directory))
            problems.Add($"{ModelsOptions.Section}:Directory must be a folder with GGUF files; it is empty.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
