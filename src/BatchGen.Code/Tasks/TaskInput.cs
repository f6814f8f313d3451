using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tasks;

/// <summary>What a task works on.</summary>
public abstract record TaskInput;

/// <summary>One text: a file, a prompt, a diff or a CSV row. For every task but infilling and the repository tasks.</summary>
/// <param name="Values">
/// Unless a user template says otherwise, the task's text is the value called <c>file</c>, and a value called
/// <c>query</c> is a wish for this input that follows it. A value called <c>target_language</c> goes before the options'.
/// </param>
public sealed record CodeInput(TemplateValues Values) : TaskInput
{
    public static CodeInput Of(string text) => new(TemplateValues.Of(text));

    public static CodeInput Of(SourceInput source) => new(TemplateValues.Of(source));
}

/// <summary>The code around a gap.</summary>
/// <param name="Path">Relative, as the user's project calls the file.</param>
/// <param name="Language">Any name of a language; empty when unknown.</param>
/// <param name="References">Other files of the project that help; may be empty.</param>
public sealed record InfillInput(
    string Prefix,
    string Suffix,
    string Path,
    string Language,
    IReadOnlyList<CodeReference> References) : TaskInput;

/// <summary>Files of a repository and what is asked of them.</summary>
public sealed record RepositoryInput(IReadOnlyList<CodeReference> Files, string Query) : TaskInput;

/// <summary>A file as part of a prompt.</summary>
public sealed record CodeReference(string Path, string Text);
