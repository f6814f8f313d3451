using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// How much work one schema may cause, in steps of the loops that grow faster than the schema does. Counted and not timed,
/// so that the same schema is always judged the same way.
/// </summary>
internal sealed class WorkBudget(int most)
{
    /// <summary>Steps so far.</summary>
    public long Spent { get; private set; }

    /// <exception cref="LanguageException">Nothing is left.</exception>
    public void Spend(int steps)
    {
        Spent += steps;
        if (Spent > most)
            throw new LanguageException("it is too much work to follow");
    }
}

/// <summary>A set of texts that cannot be described, or not in bounds. The message is the end of a sentence.</summary>
internal sealed class LanguageException(InvariantText reason) : Exception(reason.ToString());
