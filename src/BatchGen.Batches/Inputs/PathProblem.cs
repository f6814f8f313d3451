using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Inputs;

/// <param name="Code">Stable, documented in docs/errors.md: path_empty, path_absolute, path_escapes, path_control_character, path_too_long or path_is_folder.</param>
/// <param name="Sentence">A sentence that names the path.</param>
public sealed record PathProblem(string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
