using BatchGen.Batches.Data;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>A person who may sign in.</summary>
/// <param name="Role">viewer, submitter, operator or admin.</param>
/// <param name="HasPassword">False until the first link was used.</param>
/// <param name="MaxQueuedItems">A quota of their own; null is the server's.</param>
/// <param name="MaxTokensPerDay">A quota of their own; null is the server's.</param>
internal sealed record UserBody(
    long Id, string Name, string Role, bool IsDisabled, bool HasPassword, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, int? MaxQueuedItems, long? MaxTokensPerDay)
{
    public static UserBody Of(User user) => new(
        user.Id,
        user.UserName!,
        BodyFields.WordOf(user.Role),
        user.IsDisabled,
        user.PasswordHash is not null,
        user.CreatedAt,
        user.LastSignInAt,
        user.MaxQueuedItems,
        user.MaxTokensPerDay);
}

/// <param name="Link">Lets them choose a password, once; told now and never again. Below the address that the request came to.</param>
internal sealed record SignInLinkBody(UserBody User, string Link, DateTimeOffset ExpiresAt);
