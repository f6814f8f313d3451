using BatchGen.Engine.Client;

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

    public void Add(NamedEntry named, string? systemPrompt)
    {
        Entries.Add(named);
        if (named.Entry is not GoodEntry good)
            return;

        Prompts.Add(good.Request.ToPrompt(systemPrompt));
        _characters += good.Request.Prompt?.Length ?? good.Request.Messages!.Sum(message => message.Content.Length);
    }
}
