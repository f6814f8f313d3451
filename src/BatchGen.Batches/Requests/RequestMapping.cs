using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>Turns a stored request into what the engine takes: the item's own word first, then the batch's settings.</summary>
internal static class RequestMapping
{
    private static readonly IReadOnlyList<string> NoStopPieces = [];

    public static GenerationRequest ToGeneration(this ItemRequest request, string id, BatchSettings settings, int? contextLimitTokens) => new(
        id,
        request.ToPrompt(settings),
        request.ToSampling(settings.Sampling),
        request.MaxTokens ?? settings.MaxTokens,
        request.Stop,
        contextLimitTokens,
        Grammar: request.ResponseFormat?.ToGrammar() ?? request.ToOffer()?.ToGrammar(),
        LikeliestTokens: request.Logprobs == true ? request.TopLogprobs ?? 0 : null);

    /// <exception cref="TaskException">The request does not fit its task; only before it was judged at submission.</exception>
    public static GenerationPrompt ToPrompt(this ItemRequest request, BatchSettings settings)
    {
        var prompt = request.WithoutSchema(settings);
        return prompt is ChatPrompt chat && request.ResponseFormat is { SchemaJson: { } schema }
            ? new ChatPrompt(new AnswerSchema(schema).AddTo(chat.Messages))
            : prompt;
    }

    private static GenerationPrompt WithoutSchema(this ItemRequest request, BatchSettings settings)
    {
        if (request.TaskIn(settings) is { } task)
            return TaskPrompt.Build(TaskCatalogue.Of(task.Kind), request.ToMaterial().ToInput(task), task.Options);
        return request.Prompt is null
            ? new ChatPrompt(request.ToConversation(settings.SystemPrompt))
            : new SegmentPrompt([new PromptSegment(request.Prompt, IsTemplate: false)], NoStopPieces);
    }

    /// <summary>The task the request has in its batch, the template it names filled in; null when it goes to the model as it is.</summary>
    public static TaskSetting? TaskIn(this ItemRequest request, BatchSettings settings)
    {
        if (request.IsConversation())
            return null;
        var task = request.Task ?? settings.Task ?? (request.Material is null ? null : Plain(request.Material));
        if (request.Template is not null)
            task = task! with { Options = task.Options with { UserTemplate = settings.TemplateOf(request.Template) } };
        return task is { Kind: TaskKind.Generate, Options: { SystemTemplate: null, Language: PromptLanguage.English } }
            ? task with { Options = task.Options with { SystemTemplate = settings.SystemPrompt ?? "" } }
            : task;
    }

    /// <summary>What the task works on; a request without material brings one text.</summary>
    public static TaskMaterial ToMaterial(this ItemRequest request) =>
        request.Material ?? new TaskMaterial { Text = request.Messages is [{ } only] ? only.Content : request.Prompt };

    /// <summary>
    /// More than one text: messages of several turns or with a system message, functions to
    /// call, or a plain prompt to continue. No task is put over it.
    /// </summary>
    public static bool IsConversation(this ItemRequest request) =>
        request.Material is null && (request.Tools is not null || request.Messages is not [{ Role: "user" }]);

    public static SamplingSettings ToSampling(this ItemRequest request, SamplingSettings defaults) => SamplingChoice.Apply(request, defaults);

    public static IReadOnlyList<ChatMessage> ToMessages(this ItemRequest request, string? systemPrompt)
    {
        var messages = request.Messages ?? [];
        if (systemPrompt is null || messages.Count == 0 || messages.Any(message => message.Role == "system"))
            return messages;
        return [new ChatMessage("system", systemPrompt), .. messages];
    }

    /// <summary>What the request offers to the model; null when it may call nothing.</summary>
    public static ToolOffer? ToOffer(this ItemRequest request) => request.Tools is null || request.ToolChoice?.Kind == ToolChoiceKind.None
        ? null
        : new ToolOffer(request.Tools, request.ToolChoice ?? ToolChoice.Auto, request.ParallelToolCalls ?? true);

    private static IReadOnlyList<ChatMessage> ToConversation(this ItemRequest request, string? systemPrompt)
    {
        var messages = request.ToMessages(systemPrompt);
        return request.ToOffer()?.AddTo(messages) ?? messages;
    }

    /// <summary>Material without a task: a gap is filled; else its text is the prompt, under the batch's system prompt.</summary>
    private static TaskSetting Plain(TaskMaterial material) =>
        TaskSetting.Of((material.Prefix ?? material.Suffix) is null ? TaskKind.Generate : TaskKind.Infill);

    private static string TemplateOf(this BatchSettings settings, string name) =>
        (settings.Templates ?? []).Single(template => template.Name == name).Text;
}
