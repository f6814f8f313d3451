using System.Text.Json;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>The demonstration model's answers, word for word, which the program that trained it wrote down (tools/demo-model/golden.json).</summary>
public sealed class GoldenAnswers
{
    private readonly JsonDocument _golden = JsonDocument.Parse(File.ReadAllText(InRepository("tools", "demo-model", "golden.json")));

    /// <summary>By the question's name.</summary>
    public IReadOnlyDictionary<string, string> Expected() =>
        Entries().ToDictionary(entry => entry.GetProperty("name").GetString()!, entry => entry.GetProperty("answer").GetString()!);

    /// <summary>Asks all questions at once, greedily, through the loop.</summary>
    public IReadOnlyDictionary<string, string> Ask(IModelRuntime runtime, KvLayout layout = KvLayout.Unified) =>
        Ask(runtime, new ModelLoadRequest(ModelPath), new ContextSettings(KvCells: 4_096, Slots: 4, StepTokens: 512, KvLayout: layout), [.. Expected().Keys]);

    /// <summary>Some of the questions, with the model placed and run as one likes.</summary>
    public IReadOnlyDictionary<string, string> Ask(IModelRuntime runtime, ModelLoadRequest load, ContextSettings settings, IReadOnlyCollection<string> names)
    {
        using var model = runtime.LoadModel(load, progress: null, CancellationToken.None);
        using var context = model.CreateContext(settings);
        var template = ChatTemplates.For(model, TimeProvider.System);
        var tokenizer = new PromptTokenizer(model.Vocabulary);
        var stops = template.StopPieces.Select(piece => model.Vocabulary.TryGetSpecial(piece, out var token) ? token : -1).Where(token => token >= 0)
            .ToHashSet();
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(), TimeProvider.System);
        var answers = names.ToDictionary(name => name, _ => new Answer());
        foreach (var name in names)
            loop.Submit(
                new SequenceRequest(name, tokenizer.Tokenize(template.Render(Question(name))), 512, 1_024, SamplingSettings.Greedy, [], stops), answers[name]);

        while (loop.Step())
        {
        }

        return answers.ToDictionary(answer => answer.Key, answer => answer.Value.Text);
    }

    public static string ModelPath => InRepository("models", "batchgen-demo.gguf");

    /// <summary>What is asked under a name.</summary>
    public ChatMessage[] Question(string name) =>
    [
        new("system", _golden.RootElement.GetProperty("system").GetString()!),
        new("user", Entries().Single(entry => entry.GetProperty("name").GetString() == name).GetProperty("prompt").GetString()!),
    ];

    private IEnumerable<JsonElement> Entries() =>
        _golden.RootElement.GetProperty("entries").EnumerateArray().Where(entry => entry.TryGetProperty("prompt", out _));

    private static string InRepository(params string[] path) => Path.Combine([SourceTree.Root, .. path]);

    private sealed class Answer : ISequenceObserver
    {
        public string Text { get; private set; } = "";

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result) => Text = result.Text;

        public void OnFailed(SequenceFailure failure) => Text = failure.Message;
    }
}
