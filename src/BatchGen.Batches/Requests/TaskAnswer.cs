using BatchGen.Code.Answers;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Requests;

/// <summary>What an item's answer should be, as its task and its input say.</summary>
/// <param name="Preset">Null for a prompt that went to the model as it is.</param>
/// <param name="Language">The language the code should be in, as named in <see cref="Code.Languages.Language"/>; null when unknown.</param>
/// <param name="Material">What the task worked on; null without a task.</param>
internal sealed record TaskAnswer(TaskPreset? Preset, string? Language, TaskMaterial? Material)
{
    public AnswerKind Expected => Preset?.Answer ?? AnswerKind.Free;

    public static TaskAnswer For(ItemRequest request, BatchSettings settings)
    {
        if (request.TaskIn(settings) is not { } task)
            return new TaskAnswer(null, null, null);
        var material = request.ToMaterial();
        var target = material.TargetLanguage ?? task.Options.TargetLanguage;
        var language = task.Kind == TaskKind.Translate ? Code.Languages.Language.Find(target ?? "")?.Name ?? target : material.LanguageName;
        return new TaskAnswer(TaskCatalogue.Of(task.Kind), language, material);
    }

    /// <summary>The code of an answer; null when none was asked for or none is there.</summary>
    /// <param name="isJoined">Whether the answer was put together of parts: then it is nothing but code already.</param>
    public ExtractedCode? CodeOf(string answer, bool isJoined)
    {
        if (isJoined && Preset?.Join is JoinStrategy.Concatenate or JoinStrategy.PerDeclaration)
            return new ExtractedCode(answer, Language, CodeOrigin.WholeAnswer, IsComplete: true, BlockCount: 0);
        return Expected switch
        {
            AnswerKind.Code or AnswerKind.Free => CodeExtraction.From(answer, Language),
            AnswerKind.Fragment => new ExtractedCode(answer, Language, CodeOrigin.WholeAnswer, IsComplete: true, BlockCount: 0),
            _ => null,
        };
    }
}
