using BatchGen.Code.Tasks;
using BatchGen.Web.Controls;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

public sealed partial class TaskForm
{
    [Parameter, EditorRequired] public required TaskDraft Draft { get; set; }

    /// <summary>Inputs are files or rows, which a template of one's own can be filled with.</summary>
    [Parameter] public bool IsMaterial { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    private IReadOnlyList<Choice<SystemPromptChoice>> PlainChoices =>
    [
        new(SystemPromptChoice.English, "English"),
        new(SystemPromptChoice.Chinese, "中文"),
        new(SystemPromptChoice.None, L["SystemPromptNone"]),
    ];

    private static IReadOnlyList<Choice<PromptLanguage>> Languages { get; } = [new(PromptLanguage.English, "English"), new(PromptLanguage.Chinese, "中文")];

    private IReadOnlyList<Choice<InfillMode>> InfillModes => [new(InfillMode.Block, L["InfillBlock"]), new(InfillMode.Line, L["InfillLine"])];

    private Task KindChangedAsync(ChangeEventArgs change) => ChangeAsync(() =>
    {
        Draft.Kind = Enum.TryParse<TaskKind>(change.Value as string, out var kind) ? kind : null;
        // Texts that were changed for one task say nothing about another.
        Draft.SystemPrompt = null;
        Draft.Instruction = null;
    });

    private Task ChangeAsync(Action change)
    {
        change();
        return Changed.InvokeAsync();
    }

    /// <summary>Null when it is the preset's own text again.</summary>
    private static string? Own(ChangeEventArgs change, string preset) => change.Value as string is { } text && text != preset ? text : null;
}
