using System.Text;
using BatchGen.Code.Answers;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Exports;

/// <summary>A document to read: a section an item. An answer keeps its own Markdown; bare code gets a fence longer than any in it.</summary>
public sealed class MarkdownAnswerWriter(Stream stream) : IAnswerWriter
{
    private readonly StreamWriter _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        await _text.WriteAsync(MarkdownAnswer.Of(row).AsMemory(), cancellationToken);
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();
}

/// <summary>One item as a section of a Markdown document.</summary>
internal static class MarkdownAnswer
{
    public static string Of(AnswerRow row)
    {
        var section = new StringBuilder();
        section.Append("## ").Append(CodeSpan(row.Path ?? row.CustomId)).Append("\n\n");
        var facts = string.Join(" · ", Facts(row));
        if (facts.Length > 0)
            section.Append(facts).Append("\n\n");
        if (row.ErrorCode is not null)
            section.Append("> **").Append(CodeSpan(row.ErrorCode)).Append("** ").Append((row.ErrorMessage ?? "").ReplaceLineEndings("\n> ")).Append("\n\n");
        if (row.Answer is not null)
            section.Append(Body(row, row.Answer).TrimEnd('\n')).Append("\n\n");
        return section.ToString();
    }

    private static IEnumerable<string> Facts(AnswerRow row)
    {
        if (row.Path is not null)
            yield return CodeSpan(row.CustomId);
        if (row.Task is not null)
            yield return row.Task;
        if (row.CompletionTokens > 0)
            yield return InvariantText.Of($"{row.CompletionTokens} tokens");
        foreach (var flag in row.Flags)
            yield return CodeSpan(flag);
    }

    /// <summary>An answer that is nothing but code would be read as Markdown; every other answer brings its own fences.</summary>
    private static string Body(AnswerRow row, string answer)
    {
        if (row.Code is null || CodeBlocks.Find(answer).Count > 0)
            return answer;
        string fence = new('`', Math.Max(3, LongestRun(row.Code) + 1));
        return $"{fence}{row.Language?.ToLowerInvariant()}\n{row.Code.TrimEnd('\n')}\n{fence}";
    }

    /// <summary>CommonMark's code span: more backticks than inside, and spaces so that none touches the marks.</summary>
    private static string CodeSpan(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var run = LongestRun(line);
        string marks = new('`', run + 1);
        return run == 0 ? marks + line + marks : $"{marks} {line} {marks}";
    }

    private static int LongestRun(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
