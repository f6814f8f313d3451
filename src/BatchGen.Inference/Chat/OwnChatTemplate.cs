using BatchGen.Inference.Jinja;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Chat;

/// <summary>
/// The template in the model's file, rendered as its Jinja says. Every character of a message stays marked through all that the template
/// does with it, so that a user's text is never part of what is parsed for special tokens.
/// </summary>
/// <remarks>
/// Templates that refuse a system or a tool message, or leave it out, get it as a part of the user's turn, which is what their authors advise:
/// found out once, by rendering a few words.
/// </remarks>
public sealed class OwnChatTemplate : IChatTemplate
{
    private const string Blank = "\n\n";

    private static readonly ChatMessage[] Question = [new("user", "one")];

    private readonly JinjaTemplate _template;
    private readonly SpecialTexts _special;
    private readonly TimeProvider _time;
    private readonly bool _takesSystem;
    private readonly bool _takesTools;

    /// <exception cref="PromptException">chat_template_unsupported: not even one question can be rendered; the sentence says why.</exception>
    public OwnChatTemplate(string source, SpecialTexts special, TimeProvider time)
    {
        _special = special;
        _time = time;
        try
        {
            _template = JinjaTemplate.Parse(source);
            if (!Shows(Render(Placed(Question)), 0))
                throw Unsupported("It leaves out what the user says.");
            _takesSystem = Takes([new("system", "one"), new("user", "two")], judged: 0);
            _takesTools = Takes([new("user", "one"), new("assistant", "two"), new("tool", "three")], judged: 2);
        }
        catch (JinjaException problem)
        {
            throw Unsupported(problem.Message);
        }
    }

    public string Name => "own";

    /// <summary>None: a file that brings a template also marks the tokens that end its turns.</summary>
    public IReadOnlyList<string> StopPieces => [];

    public IReadOnlyList<PromptSegment> Render(IReadOnlyList<ChatMessage> messages)
    {
        PromptException.ThrowIfEmpty(messages);
        var rendered = RenderOrRefuse(Turns(messages));
        ThrowIfDropped(messages, rendered);
        return [.. rendered.Runs().Select(run => new PromptSegment(run.Text, IsTemplate: run.Source is null))];
    }

    private static PromptException Unsupported(string why) => new(
        "chat_template_unsupported",
        InvariantText.Of($"The chat template in the model's file cannot be rendered: {why} Get the model with another template, or set one (gguf_new_metadata.py --chat-template)."));

    private MarkedText RenderOrRefuse(IReadOnlyList<JinjaMessage> turns)
    {
        try
        {
            return Render(turns);
        }
        catch (JinjaException refusal)
        {
            throw new PromptException(
                "chat_template_refused",
                refusal.IsTemplatesOwn
                    ? InvariantText.Of($"The model's own chat template refuses these messages: {refusal.Message}")
                    : InvariantText.Of($"The model's own chat template cannot render these messages: {refusal.Message}"));
        }
    }

    private MarkedText Render(IReadOnlyList<JinjaMessage> turns) =>
        _template.Render(new JinjaChat(turns, _special.Beginning, _special.End, _time.GetUtcNow()));

    /// <summary>A template that fails over a role does not know it, whether it says so or stumbles.</summary>
    private bool Takes(ChatMessage[] messages, int judged)
    {
        try
        {
            return Shows(Render(Placed(messages)), judged);
        }
        catch (JinjaException)
        {
            return false;
        }
    }

    private List<JinjaMessage> Turns(IReadOnlyList<ChatMessage> messages)
    {
        var turns = new List<JinjaMessage>(messages.Count);
        var joinsNext = false;
        foreach (var message in Placed(messages))
        {
            var isMoved = (message.Role == "system" && !_takesSystem) || (message.Role == "tool" && !_takesTools);
            var turn = isMoved ? message with { Role = "user" } : message;
            if ((isMoved || joinsNext) && turn.Role == "user" && turns is [.., { Role: "user" } last])
                turns[^1] = last with { Content = last.Content.Followed(Blank, turn.Content) };
            else
                turns.Add(turn);
            joinsNext = isMoved;
        }

        return turns;
    }

    private static List<JinjaMessage> Placed(IReadOnlyList<ChatMessage> messages) =>
        [.. messages.Select((message, index) => new JinjaMessage(message.Role, MarkedText.From(message.Content, index)))];

    private static bool Shows(MarkedText rendered, int message) => rendered.Runs().Any(run => run.Source == message);

    /// <summary>Some templates leave out roles they do not know; an answer to half of the messages must not look like an answer.</summary>
    private static void ThrowIfDropped(IReadOnlyList<ChatMessage> messages, MarkedText rendered)
    {
        var shown = rendered.Runs().Select(run => run.Source).ToHashSet();
        for (var i = 0; i < messages.Count; i++)
        {
            if (!shown.Contains(i) && !string.IsNullOrWhiteSpace(messages[i].Content))
                throw new PromptException(
                    "chat_template_dropped_message",
                    $"The model's own chat template leaves out message {i + 1} (role \"{messages[i].Role}\"): use roles it knows.");
        }
    }
}
