using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>Entries whose tokens are counted in one call of the engine.</summary>
internal sealed class EntryBlock
{
    // Large enough that the call's overhead does not show, small enough that four of them in flight are little memory.
    private const int MaxEntries = 256;
    private const int MaxCharacters = 4_000_000;
    private int _characters;

    public List<NamedEntry> Entries { get; } = [];

    /// <summary>The prompts of the good entries, in order.</summary>
    public List<GenerationPrompt> Prompts { get; } = [];

    public bool IsFull => Entries.Count >= MaxEntries || _characters >= MaxCharacters;

    public void Add(NamedEntry named) => Entries.Add(named);

    public void Add(NamedEntry named, GenerationPrompt prompt)
    {
        Entries.Add(named);
        Prompts.Add(prompt);
        _characters += prompt switch
        {
            ChatPrompt chat => chat.Messages.Sum(message => message.Content.Length),
            SegmentPrompt plain => plain.Segments.Sum(segment => segment.Text.Length),
            _ => 0,
        };
    }
}
