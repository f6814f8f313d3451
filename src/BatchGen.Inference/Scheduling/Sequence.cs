using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Scheduling;

/// <summary>One prompt inside the engine, from the inbox to its end. Touched by the loop's thread only.</summary>
internal sealed class Sequence(SequenceRequest request, ISequenceObserver observer, long arrival, SequenceClock clock)
{
    private readonly int[] _prompt = request.PromptTokens;
    private readonly List<int> _generated = [];

    public SequenceRequest Request => request;

    public ISequenceObserver Observer => observer;

    public string Id => request.Id;

    /// <summary>The how-many-th this loop was given: the last word in every order.</summary>
    public long Arrival => arrival;

    public SequenceClock Clock => clock;

    public int PromptLength => _prompt.Length;

    /// <summary>Tokens it may generate: what was asked for, as far as the context limit leaves room.</summary>
    public int MaxNewTokens { get; } = Math.Min(request.MaxNewTokens, request.ContextLimitTokens - request.PromptTokens.Length);

    /// <summary>Cells it may ever take. (The last token is never computed, so one cell stays free.)</summary>
    public int ReservedCells => PromptLength + MaxNewTokens;

    /// <summary>Tokens it has: prompt and answer.</summary>
    public int Length => _prompt.Length + _generated.Count;

    /// <summary>Of those, how many have a cell. The rest is computed in steps to come.</summary>
    public int Computed { get; set; }

    /// <summary>How many later ones were admitted while it waited at the front.</summary>
    public int PassedOver { get; set; }

    /// <summary>Its place in the KV cache while it runs, else null.</summary>
    public SlotId? Slot { get; set; }

    /// <summary>Set when it starts: a waiting sequence costs no more than its prompt.</summary>
    public Sampler? Sampler { get; set; }

    /// <summary>What its answer must follow, from its start to its end, or null.</summary>
    public ITokenGrammar? Grammar { get; set; }

    /// <inheritdoc cref="Sampler"/>
    public Answer? Answer { get; set; }

    /// <summary>Why it must end after the step under way, or null.</summary>
    public SequenceFailure? Problem { get; set; }

    public int TokenAt(int index) => index < _prompt.Length ? _prompt[index] : _generated[index - _prompt.Length];

    public void Append(int token) => _generated.Add(token);
}
