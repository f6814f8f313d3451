using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Access;

/// <summary>What became of a change to an account.</summary>
public abstract record AccountOutcome;

public sealed record AccountDone(long UserId) : AccountOutcome;

/// <param name="Code">Stable, listed in docs/errors.md.</param>
public sealed record AccountRefused(string Code, Sentence Sentence) : AccountOutcome
{
    /// <summary>In English.</summary>
    public string Message => Sentence.ToString();
}
