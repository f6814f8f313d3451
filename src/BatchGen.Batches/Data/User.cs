using Microsoft.AspNetCore.Identity;

namespace BatchGen.Batches.Data;

/// <summary>A person who may sign in. Name, password hash, stamps and lockout are ASP.NET Core Identity's.</summary>
public sealed class User : IdentityUser<long>
{
    public const int MaxNameLength = 100;

    public Role Role { get; set; }

    /// <summary>Neither the password nor any key of theirs is accepted.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Items without an end that may wait at once; null is no quota.</summary>
    public int? MaxQueuedItems { get; set; }

    /// <summary>Prompt and answer tokens of what is submitted on one UTC day; null is no quota.</summary>
    public long? MaxTokensPerDay { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }
}
