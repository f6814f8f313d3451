using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Sees to it that somebody can sign in: an administrator, the configured key and password, or a one-time link.</summary>
internal sealed class FirstStart(Accounts accounts, SignInLinks links, ApiKeys keys, IOptions<AccessOptions> options)
{
    private const string Configuration = "configuration";

    /// <summary>It is on a screen; it need not outlive the evening.</summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);

    private static readonly NewApiKey Bootstrap = new("Auth:BootstrapApiKey", RoleRights.Of(Role.Admin));

    /// <returns>Path and query of a link that signs the administrator in once; null when there is a password.</returns>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        var admin = await accounts.EnsureAdminAsync(cancellationToken);
        if (options.Value.BootstrapApiKey is { } secret)
            await keys.EnsureAsync(admin.Id, Bootstrap, secret, Configuration, cancellationToken);
        if (await accounts.HasAdminPasswordAsync(cancellationToken))
            return null;
        if (options.Value.AdminPassword is { } password)
            return await SetPasswordAsync(admin, password, cancellationToken);

        return $"{SignInLinks.StartPath}?token={await links.IssueAsync(admin.Id, LinkLifetime, "first start", cancellationToken)}";
    }

    private async Task<string?> SetPasswordAsync(User admin, string password, CancellationToken cancellationToken) =>
        await accounts.SetPasswordAsync(admin.Id, password, Configuration, cancellationToken) is AccountRefused refused
            ? throw new AccessException(refused.Code, $"Auth:AdminPassword cannot be used. {refused.Message}")
            : null;
}
