namespace BatchGen.Batches.Data;

/// <summary>A secret that signs one person in once: the first start's, an invitation's, a reset's.</summary>
public sealed class SignInLink
{
    public long Id { get; init; }

    public long UserId { get; init; }

    public User? User { get; init; }

    /// <summary>SHA-256 of the token, as hexadecimal digits; the token itself is shown once and kept nowhere.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
