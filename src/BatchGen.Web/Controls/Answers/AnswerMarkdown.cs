using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BatchGen.Web.Controls.Answers;

/// <summary>Reads an answer as CommonMark with tables, HTML off: what looks like a tag is text.</summary>
internal static class AnswerMarkdown
{
    /// <summary>Deeper than any answer that means it; a browser lays thousands of nested elements out recursively.</summary>
    private const int MaxDepth = 32;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .Build();

    /// <returns>Null when it is nested too deeply to be laid out.</returns>
    public static MarkdownDocument? Read(string answer)
    {
        try
        {
            var document = Markdown.Parse(answer, Pipeline);
            return IsShallow(document) ? document : null;
        }
        catch (ArgumentException)
        {
            // Markdig's own limit: "Markdown elements in the input are too deeply nested".
            return null;
        }
    }

    /// <summary>Level by level and not by recursion: the depth is what is in question.</summary>
    private static bool IsShallow(MarkdownDocument document)
    {
        List<MarkdownObject> level = [document];
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth > MaxDepth)
                return false;
            level = [.. level.SelectMany(ChildrenOf)];
        }

        return true;
    }

    private static IEnumerable<MarkdownObject> ChildrenOf(MarkdownObject parent) => parent switch
    {
        ContainerBlock container => container,
        LeafBlock { Inline: { } inline } => [inline],
        ContainerInline container => container,
        _ => [],
    };
}
