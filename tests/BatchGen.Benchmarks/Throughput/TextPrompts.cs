using BatchGen.Code.Tasks;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>Prompts of a trained model: pieces of this repository's source in its own chat format. Answers end where the model ends them.</summary>
internal sealed class TextPrompts : IPromptMaker
{
    private const string CommentTask =
        " Task: Please provide well-formatted comments for the given code, including both multi-line and single-line comments. "
        + "Do not modify the original code, only add comments. Output only the code.";

    private readonly IChatTemplate _template;
    private readonly PromptTokenizer _tokenizer;
    private readonly int[] _source;
    private readonly int[] _close;
    private readonly IReadOnlyList<string> _functions = SourceFiles.Functions();

    public TextPrompts(IRuntimeModel model)
    {
        _template = ChatTemplates.For(model, TimeProvider.System);
        _tokenizer = new PromptTokenizer(model.Vocabulary);
        _source = model.Vocabulary.Tokenize(string.Concat(SourceFiles.All().Take(60)), parseSpecial: false);
        _close = Render("?")[^2..];
    }

    public WorkItem Make(int number, ItemShape shape)
    {
        var open = Render("?")[..^3];
        var own = new Random(number + 1).Next(_source.Length - shape.PromptTokens);
        int[] prompt =
        [
            .. open,
            .. _source.Take(Math.Max(0, shape.SharedTokens - open.Length)),
            .. _source.Skip(own).Take(shape.PromptTokens - Math.Max(shape.SharedTokens, open.Length) - _close.Length),
            .. _close,
        ];
        return new WorkItem(prompt, Text: null, shape.MaxTokens, Expected: null);
    }

    public WorkItem Repeat(int number) =>
        new(Render(_functions[number % _functions.Count], CommentTask), Text: null, 512, Expected: null);

    private int[] Render(string user, string task = "") =>
        _tokenizer.Tokenize(_template.Render([new("system", SystemPrompts.English + task), new("user", user)]));
}
