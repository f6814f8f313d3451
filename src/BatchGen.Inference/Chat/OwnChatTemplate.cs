using System.Globalization;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Chat;

/// <summary>
/// The template in the model's file. It is rendered with a marker in place of each content, and the result is cut at
/// the markers, so that a user's text is never part of what is parsed for special tokens.
/// </summary>
/// <remarks>A template that looks into contents (to trim them, say) sees the marker instead: contents go in as they are.</remarks>
public sealed class OwnChatTemplate(IRuntimeModel model) : IChatTemplate
{
    private const string MarkerStart = "@@BATCHGEN-MESSAGE-";
    private const string MarkerEnd = "@@";

    public string Name => "own";

    /// <summary>None: a file that brings a template also marks the tokens that end its turns.</summary>
    public IReadOnlyList<string> StopPieces => [];

    public IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages)
    {
        PromptException.ThrowIfEmpty(messages);
        string rendered = model.ApplyOwnChatTemplate(WithMarkers(messages))
            ?? throw new InvalidOperationException("The model has no chat template of its own that the library knows.");
        return Split(rendered, messages);
    }

    private static List<ChatMessage> WithMarkers(IReadOnlyList<ChatMessage> messages) =>
        [.. messages.Select((message, index) => message with { Content = Marker(index) })];

    private static string Marker(int index) =>
        MarkerStart + index.ToString(CultureInfo.InvariantCulture) + MarkerEnd;

    private static List<PromptSegment> Split(string rendered, IReadOnlyList<ChatMessage> messages)
    {
        var segments = new List<PromptSegment>();
        var seen = new bool[messages.Count];
        int position = 0;
        while (rendered.IndexOf(MarkerStart, position, StringComparison.Ordinal) is var start and >= 0)
        {
            int numberAt = start + MarkerStart.Length;
            int end = rendered.IndexOf(MarkerEnd, numberAt, StringComparison.Ordinal);
            int index = int.Parse(rendered.AsSpan(numberAt, end - numberAt), NumberStyles.None, CultureInfo.InvariantCulture);
            AddTemplate(segments, rendered[position..start]);
            segments.Add(new PromptSegment(messages[index].Content, IsTemplate: false));
            seen[index] = true;
            position = end + MarkerEnd.Length;
        }

        AddTemplate(segments, rendered[position..]);
        ThrowIfDropped(messages, seen);
        return segments;
    }

    private static void AddTemplate(List<PromptSegment> segments, string text)
    {
        if (text.Length > 0)
            segments.Add(new PromptSegment(text, IsTemplate: true));
    }

    /// <summary>Some templates leave out roles they do not know; an answer to half of the messages must not look like an answer.</summary>
    private static void ThrowIfDropped(IReadOnlyList<ChatMessage> messages, bool[] seen)
    {
        int dropped = Array.IndexOf(seen, false);
        if (dropped >= 0)
            throw new PromptException(
                "chat_template_dropped_message",
                $"The model's own chat template leaves out message {dropped + 1} (role \"{messages[dropped].Role}\"): use roles it knows.");
    }
}
