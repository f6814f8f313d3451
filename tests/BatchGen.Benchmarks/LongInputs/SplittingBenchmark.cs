using System.Diagnostics;
using BatchGen.Benchmarks.Tables;
using BatchGen.Code.Splitting;
using BatchGen.Engine.Host;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Hosting;

namespace BatchGen.Benchmarks.LongInputs;

/// <summary>
/// 10 MB of source cut into chunks of 2,000 tokens: the splitting itself, with a counter that only counts characters; and
/// with every token counted by the demonstration model's own tokenizer, on one thread.
/// </summary>
internal sealed class SplittingBenchmark : IBenchmark
{
    private const int Bytes = 10_000_000;
    private const int ChunkTokens = 2_000;
    private const int Rounds = 3;

    public string Name => "splitting";

    public async Task<ResultTable> RunAsync()
    {
        using var model = RuntimeFactory.Create(_ => { }).LoadModel(
            new ModelLoadRequest(Path.Combine(ContentRoot.Find(), "models", "batchgen-demo.gguf")), progress: null, CancellationToken.None);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var path in SourceSamples.Paths)
        {
            var document = SourceDocument.Read(path, SourceSamples.Fill(path, Bytes));
            rows.Add([path, "characters", "3", .. await MeasureAsync(document, new CharacterCounter())]);
            rows.Add([path, "the model's tokens", "", .. await MeasureAsync(document, new ModelCounter(new PromptTokenizer(model.Vocabulary)))]);
        }

        return new ResultTable($"Splitting {Bytes / 1_000_000} MB of source", ["Seconds", "counted", "bound", "least", "median", "most"], rows);
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(SourceDocument document, ITokenCounter counter)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var chunks = await SourceSplitter.SplitAsync(document, new ChunkBudget(ChunkTokens), counter);
            seconds.Add(watch.Elapsed.TotalSeconds);
            if (string.Concat(chunks.Select(chunk => chunk.Text)) != document.Text)
                throw new InvalidOperationException($"The chunks of {document.Path} are not the document.");
        }

        return Spread.Of(seconds).Cells("0.00");
    }

    /// <summary>Four characters a token: what code comes to on average, at no cost.</summary>
    private sealed class CharacterCounter : ITokenCounter
    {
        public Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<int>>([.. texts.Select(text => (text.Length + 3) / 4)]);
    }

    private sealed class ModelCounter(PromptTokenizer tokenizer) : ITokenCounter
    {
        public Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<int>>(
                [.. texts.Select(text => text.Length == 0 ? 0 : tokenizer.Tokenize([new PromptSegment(text, IsTemplate: false)]).Length)]);
    }
}
