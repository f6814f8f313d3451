using BatchGen.Batches.Requests;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>Entries whose tokens are counted in one call of the engine.</summary>
/// <param name="modelIndex">Of the model of its good entries among those of the input.</param>
internal sealed class EntryBlock(int modelIndex)
{
    // Large enough that the call's overhead does not show, small enough that four of them in flight are little memory.
    private const int MaxEntries = 256;
    private const int MaxCharacters = 4_000_000;
    private int _characters;

    public int ModelIndex => modelIndex;

    public List<InputEntry> Entries { get; } = [];

    /// <summary>The prompts of the good entries, in order.</summary>
    public List<GenerationPrompt> Prompts { get; } = [];

    public bool IsFull => Entries.Count >= MaxEntries || _characters >= MaxCharacters;

    public void Add(BadEntry entry) => Entries.Add(entry);

    public void Add(GoodEntry entry, GenerationPrompt prompt)
    {
        Entries.Add(entry);
        Prompts.Add(prompt);
        _characters += prompt switch
        {
            ChatPrompt chat => chat.Messages.Sum(message => message.Content.Length),
            SegmentPrompt plain => plain.Segments.Sum(segment => segment.Text.Length),
            _ => 0,
        };
    }
}

/// <summary>Makes the prompts of a batch's entries, or says why an entry has none.</summary>
internal sealed class EntryPrompts(BatchSettings settings)
{
    /// <summary>The entry as it came and its prompt; or a bad entry in its place.</summary>
    public InputEntry Check(InputEntry entry, out GenerationPrompt? prompt)
    {
        prompt = null;
        if (entry is not GoodEntry good)
            return entry;
        if (IsUntouched(good.Request))
            return Bad(good, "task_input_mismatch", "The batch's task takes one text, and this is a conversation, a request with tools or a plain prompt to continue. Give one user message, or submit it without the task.");
        try
        {
            prompt = good.Request.ToPrompt(settings);
            return entry;
        }
        catch (TaskException problem)
        {
            return Bad(good, problem.Code, problem.Sentence);
        }
    }

    /// <summary>What a task asks of it would silently not be asked.</summary>
    private bool IsUntouched(ItemRequest request) =>
        request.Task is null && settings.Task is { Kind: not TaskKind.Generate } && request.IsConversation();

    private static BadEntry Bad(GoodEntry entry, string code, Sentence sentence) =>
        new(entry.Line, entry.CustomId, new InputProblem(entry.Line, code, sentence, "task"));
}
