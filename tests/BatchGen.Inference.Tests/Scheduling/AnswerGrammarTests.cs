using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Runtime;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class AnswerGrammarTests : IDisposable
{
    private const int Letter = 'a';
    private const int StopToken = 'z';

    private readonly FakeVocabulary _vocabulary = FakeVocabulary.CodeGeeX4();
    private readonly Anything _anything = new();

    private int End => Special("<|endoftext|>");

    private int Control => Special("<|assistant|>");

    [Fact]
    public void Allows_NeitherControlTokensNorStopTokens_WhateverTheGrammarSays()
    {
        using var grammar = Grammar();

        Assert.Equal((true, true, false, false), (grammar.Allows(Letter), grammar.Allows(End), grammar.Allows(Control), grammar.Allows(StopToken)));
    }

    [Fact]
    public void Allows_NothingThatTheGrammarDoesNot()
    {
        _anything.Refused = Letter;
        using var grammar = Grammar();

        Assert.False(grammar.Allows(Letter));
    }

    [Fact]
    public void Restrict_TakesTheSameTokensAway_AndLeavesTheOthersToTheGrammar()
    {
        _anything.Refused = 'b';
        using var grammar = Grammar();
        var logits = new float[_vocabulary.Size];

        grammar.Restrict(logits);

        Assert.All(logits.Index(), logit => Assert.Equal(grammar.Allows(logit.Index) ? 0 : float.NegativeInfinity, logit.Item));
        Assert.Equal(float.NegativeInfinity, logits['b']);
    }

    [Fact]
    public void Accept_MovesTheGrammarOn_AndItEndsWithTheAnswer()
    {
        using (var grammar = Grammar())
            grammar.Accept(Letter);

        Assert.Equal([Letter], _anything.Accepted);
        Assert.True(_anything.IsDisposed);
    }

    public void Dispose() => _anything.Dispose();

    private AnswerGrammar Grammar() => new(_anything, _vocabulary, new HashSet<int> { StopToken });

    private int Special(string piece) => _vocabulary.TryGetSpecial(piece, out var token) ? token : throw new ArgumentException(piece, nameof(piece));

    /// <summary>Takes every token but one, as llama.cpp takes a control token's name for text.</summary>
    private sealed class Anything : ITokenGrammar
    {
        public int? Refused { get; set; }

        public List<int> Accepted { get; } = [];

        public bool IsDisposed { get; private set; }

        public bool Allows(int token) => token != Refused;

        public void Restrict(Span<float> logits)
        {
            if (Refused is { } token)
                logits[token] = float.NegativeInfinity;
        }

        public void Accept(int token) => Accepted.Add(token);

        public void Dispose() => IsDisposed = true;
    }
}
