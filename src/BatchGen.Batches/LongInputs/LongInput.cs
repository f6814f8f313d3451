using BatchGen.Batches.Requests;
using BatchGen.Code.Joining;
using BatchGen.Code.Languages;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.LongInputs;

/// <summary>An item whose task can work on parts of its input.</summary>
internal sealed class LongInput
{
    private readonly TaskSetting _task;
    private readonly TaskPreset _preset;
    private readonly TaskMaterial _material;

    private LongInput(TaskSetting task, TaskPreset preset, TaskMaterial material)
    {
        _task = task;
        _preset = preset;
        _material = material;
        Document = new SourceDocument(material.Path ?? "input", SyntaxOf(material), material.Text!);
    }

    public SourceDocument Document { get; }

    public JoinStrategy Join => _preset.Join!.Value;

    public ChunkPacking Packing => Join == JoinStrategy.PerDeclaration ? ChunkPacking.PerDeclaration : ChunkPacking.Full;

    /// <summary>The prompt without the input: what every part pays besides its text.</summary>
    public GenerationPrompt Around => PromptFor("");

    /// <summary>The prompt over answers, without them.</summary>
    public GenerationPrompt AroundReduction => TaskPrompt.BuildReduction(_preset, Whole, "", _task.Options);

    /// <summary>
    /// Null when its task answers an input whole or not at all, and where tokens are told: those of parts are not those of the joined answer.
    /// </summary>
    public static LongInput? Of(ItemRequest request, BatchSettings settings)
    {
        if (request.Logprobs == true)
            return null;
        if (request.TaskIn(settings) is not { } task || TaskCatalogue.Of(task.Kind) is not { Join: not null } preset)
            return null;
        var material = request.ToMaterial();
        return material.Text is null ? null : new LongInput(task, preset, material);
    }

    public GenerationPrompt PromptFor(string text) => TaskPrompt.Build(_preset, _material.With(text).ToInput(_task), _task.Options);

    public GenerationPrompt PromptFor(Reduction reduction) => TaskPrompt.BuildReduction(_preset, Whole, reduction.Prompt, _task.Options);

    /// <param name="budget">For prompts over answers, their instruction included; null for tasks that make none.</param>
    public JoinPlan CreatePlan(IReadOnlyList<SourceChunk> parts, ChunkBudget? budget, ITokenCounter counter) => Join switch
    {
        JoinStrategy.Concatenate => new ConcatenatePlan(parts, AnswerSyntax),
        JoinStrategy.PerDeclaration => new PerDeclarationPlan(parts, AnswerSyntax),
        JoinStrategy.MapReduce => new MapReducePlan(parts, new ReducePrompt(TaskPrompt.WriteReductionWish(_preset, Whole, _task.Options)), budget!, counter),
    };

    private CodeInput Whole => new(_material.With("").ToValues(_task.Question));

    private Syntax AnswerSyntax => _task.Kind == TaskKind.Translate
        ? Language.Find(_material.TargetLanguage ?? _task.Options.TargetLanguage ?? "")?.Syntax ?? Syntax.PlainText
        : Document.Syntax;

    private static Syntax SyntaxOf(TaskMaterial material) =>
        (material.Language is null ? null : Language.Find(material.Language)?.Syntax)
            ?? (material.Path is null ? Syntax.PlainText : Language.SyntaxOfFile(material.Path));
}
