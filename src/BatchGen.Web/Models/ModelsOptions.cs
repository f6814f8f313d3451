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
