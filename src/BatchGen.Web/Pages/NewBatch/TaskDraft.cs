using BatchGen.Code.Tasks;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>What is to be done with each input, as far as the user has said. A null text is the preset's own.</summary>
public sealed class TaskDraft
{
    /// <summary>Null sends prompts as they are.</summary>
    public TaskKind? Kind { get; set; }

    public PromptLanguage Language { get; set; }

    public string TargetLanguage { get; set; } = "";

    public string Question { get; set; } = "";

    public InfillMode InfillMode { get; set; }

    public string? SystemPrompt { get; set; }

    public string? Instruction { get; set; }

    /// <summary>Without a task: what requests get that bring no system message.</summary>
    public SystemPromptChoice PlainSystemPrompt { get; set; } = SystemPromptChoice.English;

    /// <summary>The user's own prompts, filled with each input; empty asks what the task asks.</summary>
    public List<TemplateText> Templates { get; } = [];

    public TaskPreset? Preset => Kind is { } kind ? TaskCatalogue.Of(kind) : null;

    public TaskTexts? Texts => Preset?.TextsIn(Language);

    public TaskSetting? ToSetting() => Kind is not { } kind ? null : new TaskSetting(
        kind,
        TaskOptions.Default with
        {
            Language = Language,
            TargetLanguage = kind is TaskKind.Translate ? TargetLanguage.Trim() : null,
            SystemTemplate = SystemPrompt,
            InstructionTemplate = Instruction,
            InfillMode = InfillMode,
        },
        string.IsNullOrWhiteSpace(Question) ? null : Question);

    public void Take(TaskSetting? setting, IReadOnlyList<TemplateText> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        Kind = setting?.Kind;
        Language = setting?.Options.Language ?? PromptLanguage.English;
        TargetLanguage = setting?.Options.TargetLanguage ?? "";
        SystemPrompt = setting?.Options.SystemTemplate;
        Instruction = setting?.Options.InstructionTemplate;
        InfillMode = setting?.Options.InfillMode ?? InfillMode.Block;
        Question = setting?.Question ?? "";
        Templates.Clear();
        Templates.AddRange(templates);
    }
}
