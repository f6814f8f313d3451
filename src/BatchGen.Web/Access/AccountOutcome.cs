namespace BatchGen.Web.Access;

/// <summary>What became of a change to an account.</summary>
public abstract record AccountOutcome;

public sealed record AccountDone(long UserId) : AccountOutcome;

/// <param name="Code">Stable, listed in docs/errors.md.</param>
/// <param name="Message">A sentence.</param>
public sealed record AccountRefused(string Code, string Message) : AccountOutcome;
