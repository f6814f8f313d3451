namespace BatchGen.Batches.Answers.Extraction;

/// <summary>Decides which part of an answer is the code that was asked for.</summary>
public static class CodeExtraction
{
    /// <summary>
    /// Of the blocks in the wanted language the longest, since further ones are usage examples or the changed lines again;
    /// else of those that name no language, else of all. Without any block the whole answer, if it reads as code.
    /// </summary>
    /// <param name="language">A name of <c>CodeLanguages</c>, or null when any will do.</param>
    /// <returns>Null when the answer holds no code.</returns>
    public static ExtractedCode? From(string answer, string? language)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<CodeBlock> blocks = FilledBlocks(answer);
        return Choose(blocks, language) is { } chosen
            ? new ExtractedCode(chosen.Code, chosen.Language ?? language, CodeOrigin.Block, chosen.IsClosed, blocks.Count)
            : WholeAnswer(answer, language);
    }

    /// <summary>The block <see cref="From"/> takes; null without any.</summary>
    public static CodeBlock? BlockOf(string answer, string? language)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Choose(FilledBlocks(answer), language);
    }

    private static IReadOnlyList<CodeBlock> FilledBlocks(string answer) =>
        [.. CodeBlocks.Find(answer).Where(block => !string.IsNullOrWhiteSpace(block.Code))];

    private static CodeBlock? Choose(IReadOnlyList<CodeBlock> blocks, string? language) =>
        Longest(blocks.Where(block => language is not null && block.Language == language))
        ?? Longest(blocks.Where(block => block.Language is null))
        ?? Longest(blocks);

    private static CodeBlock? Longest(IEnumerable<CodeBlock> blocks) => blocks.MaxBy(block => block.Code.Length);

    private static ExtractedCode? WholeAnswer(string answer, string? language)
    {
        string code = WithoutFences(answer);
        return CodeShape.IsCode(code) ? new ExtractedCode(code, language, CodeOrigin.WholeAnswer, IsComplete: true, BlockCount: 0) : null;
    }

    /// <summary>Answers that continue a prompt's open block end with its closing fence; blank lines around the code say nothing.</summary>
    private static string WithoutFences(string answer)
    {
        var lines = new TextLines(answer);
        int first = lines.NextFilled(0);
        int end = lines.Count;
        while (end > first && (lines[end - 1].IsWhiteSpace() || CodeFence.Read(end - 1, lines[end - 1]) is not null))
            end--;
        string code = lines.Slice(first, end);
        return code.EndsWith('\n') || code.Length == 0 ? code : code + "\n";
    }
}
