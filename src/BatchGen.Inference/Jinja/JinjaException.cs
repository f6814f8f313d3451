using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Jinja;

/// <summary>A template that cannot be read or rendered. The message is a sentence that names what, and where it stands.</summary>
public sealed class JinjaException : Exception
{
    internal JinjaException(InvariantText message, int line = 0)
        : base(line > 0 ? InvariantText.Of($"line {line}: {message.ToString()}").ToString() : message.ToString())
    {
    }

    private JinjaException(string words, bool isTemplatesOwn)
        : base(words) => IsTemplatesOwn = isTemplatesOwn;

    /// <summary>The template called raise_exception: these are its author's words about the messages, not a fault of the template.</summary>
    public bool IsTemplatesOwn { get; }

    internal static JinjaException Raised(string words) => new(words, isTemplatesOwn: true);
}
