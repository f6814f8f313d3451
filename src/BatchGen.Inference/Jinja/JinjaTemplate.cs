using System.Collections.Immutable;

namespace BatchGen.Inference.Jinja;

/// <summary>
/// A template in the part of Jinja 2 that chat templates are written in: conditions, loops with break and continue, set, macros, with,
/// filter blocks, all expressions, and the filters, tests and methods that the templates of published models use. White space is kept as
/// transformers renders them. Immutable and thread-safe.
/// </summary>
/// <remarks>Sources: jinja2 3.1's documentation of templates, and chat_template_utils of transformers for what is set besides.</remarks>
public sealed class JinjaTemplate
{
    /// <summary>Sixteen times the longest of published models.</summary>
    private const int LongestSource = 1 << 20;

    private readonly ImmutableArray<JinjaStatement> _statements;

    private JinjaTemplate(ImmutableArray<JinjaStatement> statements) => _statements = statements;

    /// <exception cref="JinjaException">It cannot be read; the sentence names the line.</exception>
    public static JinjaTemplate Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Length <= LongestSource
            ? new JinjaTemplate(JinjaParser.Parse(source))
            : throw new JinjaException($"The template has {source.Length} characters; at most {LongestSource} are read.");
    }

    /// <param name="chat">What the template is to see.</param>
    /// <exception cref="JinjaException">It asked for something that is not there, raised an exception of its own, or would never end.</exception>
    public MarkedText Render(JinjaChat chat)
    {
        ArgumentNullException.ThrowIfNull(chat);
        var globals = new JinjaScope(outer: null);
        JinjaFunctions.AddTo(globals, chat.Now);
        chat.AddTo(globals);
        return JinjaRendering.Run(_statements, globals, new JinjaBudget(chat.Messages.Sum(message => (long)message.Content.Length)));
    }
}

/// <summary>What a chat template is rendered with; the assistant's turn is to be opened at the end.</summary>
/// <param name="BeginningOfSequence">The token's text; empty when the model has none.</param>
/// <param name="EndOfSequence">The token's text; empty when the model has none.</param>
/// <param name="Now">For templates that write the date.</param>
public sealed record JinjaChat(IReadOnlyList<JinjaMessage> Messages, string BeginningOfSequence, string EndOfSequence, DateTimeOffset Now)
{
    internal void AddTo(JinjaScope scope)
    {
        scope["messages"] = new ListValue([.. Messages.Select(message => MapValue.Of(
            new("role", MarkedText.Plain(message.Role)), new("content", message.Content)))]);
        scope["add_generation_prompt"] = true;
        scope["bos_token"] = MarkedText.Plain(BeginningOfSequence);
        scope["eos_token"] = MarkedText.Plain(EndOfSequence);
        // As transformers sets them when there are none.
        scope["tools"] = null;
        scope["documents"] = null;
    }
}

public sealed record JinjaMessage(string Role, MarkedText Content);
