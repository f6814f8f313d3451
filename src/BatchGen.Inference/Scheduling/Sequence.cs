using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Scheduling;

/// <summary>One prompt inside the engine, from the inbox to its end. Touched by the loop's thread only.</summary>
internal sealed class Sequence(SequenceRequest request, ISequenceObserver observer, long arrival, SequenceClock clock)
{
    // The request's own prompt until the answer begins.
    private int[] _tokens = request.PromptTokens;
    private readonly int[] _draft = new int[DraftRecord.MostTokens];
    private int _draftLength;
    private NgramIndex? _ngrams;
    private DraftRecord? _drafts;

    public SequenceRequest Request => request;

    public ISequenceObserver Observer => observer;

    public string Id => request.Id;

    /// <summary>The how-many-th this loop was given: the last word in every order.</summary>
    public long Arrival { get; } = arrival;

    /// <summary>Its place among those that wait with equal right; members of a group may swap theirs. 0 until it waits for the first time.</summary>
    public long Turn { get; set; }

    public SequenceClock Clock => clock;

    public int PromptLength => request.PromptTokens.Length;

    /// <summary>Tokens it may generate: what was asked for, as far as the context limit leaves room.</summary>
    public int MaxNewTokens { get; } = Math.Min(request.MaxNewTokens, request.ContextLimitTokens - request.PromptTokens.Length);

    /// <summary>Tokens of the prompt that it took from other sequences' cells when it first began.</summary>
    public int CachedTokens { get; set; }

    /// <summary>How its group's drafts were hit; its own while it is of no group.</summary>
    public DraftRecord Drafts => Lengths?.Drafts ?? (_drafts ??= new DraftRecord());

    /// <summary>Tokens that its answer may go on with, guessed for the step that is planned.</summary>
    public ReadOnlySpan<int> Draft => _draft.AsSpan(0, _draftLength);

    /// <summary>Of the draft, how many tokens are a guess.</summary>
    public int Guessed { get; private set; }

    /// <summary>Cells it may ever take. (The last token is never computed, so one cell stays free.)</summary>
    public int ReservedCells => PromptLength + MaxNewTokens;

    /// <summary>Of those, what it is promised while it runs; set when it gets a slot.</summary>
    public int Reservation { get; set; }

    /// <summary>Cells still missing from its promise; never fewer than its next step takes.</summary>
    public int MissingCells => Math.Max(Reservation, Length) - Computed;

    /// <summary>What its group's answers have needed, or null.</summary>
    public GroupLengths? Lengths { get; set; }

    /// <summary>It gave its slot back once already, so that it is promised all it may need from now on.</summary>
    public bool WasPreempted { get; set; }

    /// <summary>It has begun its answer; it may wait again all the same.</summary>
    public bool HasBegun => Answer is not null;

    /// <summary>Tokens it has: prompt and answer.</summary>
    public int Length { get; private set; } = request.PromptTokens.Length;

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Length);

    /// <summary>Of those, how many have a cell. The rest is computed in steps to come.</summary>
    public int Computed { get; set; }

    /// <summary>All but the token that was just drawn is computed.</summary>
    public bool NeedsOneToken => Computed == Length - 1;

    /// <summary>How many later ones were admitted while it waited at the front.</summary>
    public int PassedOver { get; set; }

    /// <summary>How many of its group with a longer expected answer took its turn.</summary>
    public int Overtaken { get; set; }

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

    /// <summary>Guesses as many tokens at most, from what the sequence holds.</summary>
    public void Guess(int most)
    {
        _draftLength = Guessed = 0;
        if (most <= 0)
            return;
        _ngrams ??= new NgramIndex(ReservedCells);
        var found = _ngrams.Continue(Tokens);
        found = found[..Math.Min(most, found.Length)];
        found.CopyTo(_draft);
        _draftLength = Guessed = found.Length;
    }

    /// <summary>Cuts the draft, or fills it up with its last token, which nobody guessed.</summary>
    public void SetDraftLength(int length)
    {
        if (length > _draftLength)
            _draft.AsSpan(_draftLength, length - _draftLength).Fill(_tokens[Length - 1]);
        _draftLength = length;
        Guessed = Math.Min(Guessed, length);
    }

    /// <summary>The first time, takes room for the longest answer, so that none is taken a token.</summary>
    public void Append(int token)
    {
        if (Length == _tokens.Length)
            Array.Resize(ref _tokens, ReservedCells);
        _tokens[Length++] = token;
    }
}
