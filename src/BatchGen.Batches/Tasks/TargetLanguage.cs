using BatchGen.Batches.Tasks.Templates;

namespace BatchGen.Batches.Tasks;

/// <summary>The language a translation goes to. It stands in the system prompt, so it is kept to a name.</summary>
internal static class TargetLanguage
{
    private const int MaxCharacters = 60;

    /// <exception cref="TaskException">target_language_missing or target_language_invalid.</exception>
    public static void Check(TaskPreset preset, TemplateValues values)
    {
        string target = values[TemplateValues.TargetLanguage];
        if (preset.Kind == TaskKind.Translate && string.IsNullOrWhiteSpace(target))
            throw new TaskException("target_language_missing", "A translation needs a target language, for example Rust.");
        if (target.Length > MaxCharacters || target.Any(char.IsControl))
            throw new TaskException("target_language_invalid", $"The target language must be a name of at most {MaxCharacters} characters on one line, for example Rust.");
    }
}
