using System.Text;
using BatchGen.Testing.Models;
using BatchGen.Web.Hosting;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>
/// Prompts for a model with a chain (<see cref="RandomModelShape.ChainTokens"/>): random capitals and digits, one token each, and
/// last the chain's token that says how long the answer is. Nobody can know it before, and everybody generates the same.
/// </summary>
internal sealed class ChainPrompts : IPromptMaker
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // Before a block of code goes a comment of about so many tokens.
    private const int CommentTokens = 12;
    private const int TokensALine = 9;

    private readonly Lazy<IReadOnlyList<IReadOnlyList<int>>> _files = new(ReadFiles);

    public WorkItem Make(int number, ItemShape shape)
    {
        var text = new StringBuilder(Random(seed: 0, shape.SharedTokens));
        text.Append(Random(seed: number + 1, shape.PromptTokens - shape.SharedTokens - 1));
        int[] prompt = [.. text.ToString().Select(letter => (int)letter), RandomVocabulary.ChainTokenOf(shape.AnswerTokens)];
        text.Append(RandomVocabulary.ChainTextOf(shape.AnswerTokens));
        return new WorkItem(prompt, text.ToString(), shape.MaxTokens, Answer(shape.AnswerTokens));
    }

    /// <summary>
    /// The shape of a real file: its lines are runs of the chain, between which the answer has comments that the prompt lacks.
    /// Code repeats itself more than a chain does, so drafts from the prompt are ambiguous less often here than in real life.
    /// </summary>
    public WorkItem Repeat(int number)
    {
        var lines = _files.Value[number % _files.Value.Count];
        var answer = lines.Sum(line => line < 0 ? -line : line);
        var place = answer;
        var prompt = new List<int>(Random(seed: 0, 96).Select(letter => (int)letter));
        foreach (var line in lines)
        {
            for (var token = 0; token < line; token++)
                prompt.Add(RandomVocabulary.ChainTokenOf(place - token));
            place -= Math.Abs(line);
        }

        // The first token of the answer follows the last of the prompt.
        prompt.Add(RandomVocabulary.ChainTokenOf(answer + 1));
        return new WorkItem([.. prompt], Text: null, answer + 1, Answer(answer + 1));
    }

    private static string Answer(int tokens) =>
        string.Concat(Enumerable.Range(1, tokens - 1).Reverse().Select(RandomVocabulary.ChainTextOf));

    private static string Random(int seed, int length) => new(new Random(seed).GetItems<char>(Letters, length));

    /// <returns>Of each file the tokens of its lines; below zero is a comment that the answer adds.</returns>
    private static List<IReadOnlyList<int>> ReadFiles() =>
    [
        .. SourceFiles.All().Select(LinesOf).Where(lines => lines.Sum(Math.Abs) is > 250 and < 700).Take(16),
    ];

    private static List<int> LinesOf(string source)
    {
        var lines = new List<int>();
        foreach (var line in source.Split('\n').Where(line => line.Length > 0))
        {
            if (line.Trim() is ['{'])
                lines.Add(-CommentTokens);
            lines.Add(Math.Max(1, line.Trim().Length * TokensALine / 40));
        }

        return lines;
    }
}

/// <summary>Real source: this repository's own.</summary>
internal static class SourceFiles
{
    public static IEnumerable<string> All()
    {
        var root = ContentRoot.Find();
        var folder = Path.Combine(root, "src", "BatchGen.Inference");
        if (!Directory.Exists(folder))
            throw new FormatException($"This workload reads the repository's own sources, and they are not below '{root}': leave it out with --only.");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
    }

    /// <summary>The functions of the sample repository's Python file, which the demonstration model is small enough for.</summary>
    public static IReadOnlyList<string> Functions()
    {
        var text = File.ReadAllText(Path.Combine(ContentRoot.Find(), "samples", "repository", "src", "ledger.py"));
        return [.. text.Split("\ndef ").Skip(1).Select(function => "def " + function.TrimEnd() + "\n")];
    }
}
