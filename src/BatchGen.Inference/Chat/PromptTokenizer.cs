using System.Text;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Chat;

/// <summary>
/// Turns segments into tokens. Template text is parsed for special tokens, a user's text never is.
/// Neighbours of the same kind are joined first, so that cutting a text in two does not change its tokens. Thread-safe.
/// </summary>
public sealed class PromptTokenizer(IVocabulary vocabulary)
{
    /// <returns>The prompt's tokens, the vocabulary's beginning-of-sequence token first if it wants one. May be empty.</returns>
    public int[] Tokenize(IReadOnlyList<PromptSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var tokens = new List<int>();
        for (var next = 0; next < segments.Count;)
        {
            var isTemplate = segments[next].IsTemplate;
            var text = new StringBuilder();
            for (; next < segments.Count && segments[next].IsTemplate == isTemplate; next++)
                text.Append(segments[next].Text);
            if (text.Length > 0)
                tokens.AddRange(vocabulary.Tokenize(text.ToString(), parseSpecial: isTemplate));
        }

        return WithBeginning(tokens);
    }

    /// <summary>A template may spell the beginning token out; twice of it makes answers worse.</summary>
    private int[] WithBeginning(List<int> tokens) =>
        vocabulary.BeginningOfSequence is { } beginning && (tokens.Count == 0 || tokens[0] != beginning)
            ? [beginning, .. tokens]
            : [.. tokens];
}
