using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>
/// Answers computed together beside the same computed alone. Even in F32, llama.cpp's sums differ in their last bits between a whole prompt at
/// once and parts of it, and by how much is the processor's affair; that turns an answer where two tokens are as good as equal. So what is "as
/// good as equal" is measured here: by the chances of those tokens that came out alike.
/// </summary>
internal sealed class ComparedAnswers
{
    /// <summary>In natural logarithms. What reads a wrong cell is off by whole units, not by a hundredth.</summary>
    private const double MostRounding = 0.05;

    /// <summary>Each of the two tokens may be off, and by more than where it happened to be looked at.</summary>
    private const double RoundingsOfATie = 4;

    private double _rounding;
    private double _widestTie;

    /// <summary>Answers that turned where two tokens were close.</summary>
    public int Ties { get; private set; }

    public void Add(SequenceResult alone, SequenceResult together)
    {
        var length = Math.Max(alone.Tokens!.Count, together.Tokens!.Count);
        for (var i = 0; i < length; i++)
        {
            // Where one ended, the other may go on: the end is a token like any other.
            var (expected, actual) = (alone.Tokens.ElementAtOrDefault(i), together.Tokens.ElementAtOrDefault(i));
            if (expected is null || actual is null || !expected.Drawn.Bytes.Span.SequenceEqual(actual.Drawn.Bytes.Span))
            {
                Turn((expected ?? actual)!.Likeliest);
                return;
            }

            _rounding = Math.Max(_rounding, Math.Abs(expected.Drawn.LogProbability - actual.Drawn.LogProbability));
        }

        Assert.Equal(alone.Text, together.Text);
    }

    /// <param name="mostTies">How many answers may have turned.</param>
    public void AssertSame(int mostTies)
    {
        Assert.InRange(_rounding, 0, MostRounding);
        Assert.InRange(_widestTie, 0, RoundingsOfATie * _rounding);
        Assert.InRange(Ties, 0, mostTies);
    }

    private void Turn(IReadOnlyList<TokenChance> likeliest)
    {
        Ties++;
        _widestTie = Math.Max(_widestTie, likeliest[0].LogProbability - likeliest[1].LogProbability);
    }
}
