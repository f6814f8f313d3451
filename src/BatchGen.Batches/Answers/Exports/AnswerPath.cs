using BatchGen.Batches.Inputs;
using BatchGen.Batches.Tasks;

namespace BatchGen.Batches.Answers.Exports;

/// <summary>Where an answer to a file goes in the output tree.</summary>
public static class AnswerPath
{
    /// <summary>
    /// A changed file keeps its path; a translation takes the target's extension; unit tests stand beside their file,
    /// and words about it in a Markdown file, so that unpacking over the sources never overwrites them.
    /// </summary>
    /// <param name="targetLanguage">For translations; an unknown language keeps the extension and adds ".txt".</param>
    public static SafePath Of(TaskPreset preset, SafePath input, string? targetLanguage)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(input);
        string path = input.Value;
        int dot = Dot(path);
        return preset.Kind switch
        {
            TaskKind.Comment or TaskKind.Fix or TaskKind.Infill => input,
            TaskKind.Translate => SafePath.Derived(CodeLanguages.Find(targetLanguage ?? "") is { } target ? $"{path[..dot]}.{target.Extensions[0]}" : path + ".txt"),
            TaskKind.UnitTests => SafePath.Derived($"{path[..dot]}.tests{path[dot..]}"),
            _ => SafePath.Derived(path + ".md"),
        };
    }

    /// <summary>The path, or the first of its numbered variants that is not taken; takes it.</summary>
    internal static SafePath Free(SafePath wanted, HashSet<string> taken)
    {
        SafePath free = wanted;
        for (int number = 2; !taken.Add(free.Value); number++)
        {
            int dot = Dot(wanted.Value);
            free = SafePath.Derived($"{wanted.Value[..dot]} ({number}){wanted.Value[dot..]}");
        }

        return free;
    }

    /// <summary>Where the extension starts; the path's length when it has none, also for names such as ".gitignore".</summary>
    private static int Dot(string path)
    {
        int name = path.LastIndexOf('/') + 1;
        int dot = path.LastIndexOf('.');
        return dot > name ? dot : path.Length;
    }
}
