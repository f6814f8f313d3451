using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Web.Access;
using BatchGen.Web.Api;
using BatchGen.Web.Hosting;
using BatchGen.Web.Queue;
using BatchGen.Web.Remote;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>Where keys are made.</summary>
internal interface IKeyDesk : IAsyncDisposable
{
    Task<IReadOnlyList<KeyBody>> ListAsync(CancellationToken cancellationToken);

    Task<NewKeyBody> CreateAsync(WantedKey wanted, CancellationToken cancellationToken);

    Task<KeyBody> RevokeAsync(long id, CancellationToken cancellationToken);
}

/// <param name="ExpiresAt">Null never expires.</param>
/// <param name="User">Whose; null is whoever asks.</param>
internal sealed record WantedKey(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string? User);

/// <summary>A server's, over its API: within the rights of the key that asks.</summary>
internal sealed class KeysOfServer(ServerConnection server) : IKeyDesk
{
    private const string Path = "api/keys";

    public Task<IReadOnlyList<KeyBody>> ListAsync(CancellationToken cancellationToken) => server.GetAsync<IReadOnlyList<KeyBody>>(Path, cancellationToken);

    public Task<NewKeyBody> CreateAsync(WantedKey wanted, CancellationToken cancellationToken) => wanted.User is null
        ? server.PostAsync<NewKeyBody>(Path, new { name = wanted.Name, scopes = wanted.Scopes, expires_at = TimeOf(wanted.ExpiresAt) }, cancellationToken)
        : throw new UnusableException("A server makes keys for whoever asks it. Leave --user out, or run this on its own machine, with --data-directory.", CommandFailure.UsageCode);

    public Task<KeyBody> RevokeAsync(long id, CancellationToken cancellationToken) =>
        server.DeleteAsync<KeyBody>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}/{id}"), cancellationToken);

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? TimeOf(DateTimeOffset? time) => time?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// This machine's, in its database. Safe beside a server that runs on it: a key is one row in one transaction, and every request looks its
/// key up anew. Only a database that nothing was ever started on is made, as a first start would, and held meanwhile.
/// </summary>
internal sealed class KeysOfThisMachine(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? customize) : IKeyDesk
{
    /// <summary>As the list of changes names who did it.</summary>
    private const string Who = "command line";

    private readonly WebApplication _still = BatchGenApplication.BuildStill(settings, customize);

    private ApiKeys Keys => _still.Services.GetRequiredService<ApiKeys>();

    public async Task<IReadOnlyList<KeyBody>> ListAsync(CancellationToken cancellationToken)
    {
        await RequireDatabaseAsync(cancellationToken);
        return [.. (await Keys.ListAsync(userId: null, cancellationToken)).Select(KeyBody.Of)];
    }

    public async Task<NewKeyBody> CreateAsync(WantedKey wanted, CancellationToken cancellationToken)
    {
        var name = wanted.Name.Trim();
        if (name.Length is 0 or > ApiKey.MaxNameLength)
            throw new UnusableException($"A key's name has 1 to {ApiKey.MaxNameLength} characters; this one has {name.Length}.", ProblemCodes.ValueOutOfRange);
        if (wanted.ExpiresAt <= DateTimeOffset.UtcNow)
            throw new UnusableException("--expires has passed. Give a time to come, or none for a key that never expires.", ProblemCodes.ValueOutOfRange);
        if (!await HasDatabaseAsync(cancellationToken))
            await MakeDatabaseAsync(cancellationToken);
        var accounts = _still.Services.GetRequiredService<Accounts>();
        var owner = wanted.User is null ? await accounts.EnsureAdminAsync(cancellationToken) : await FindAsync(wanted.User, accounts, cancellationToken);
        var rights = wanted.Scopes.Aggregate(Rights.None, (all, scope) => all | Policies.Known[scope]);
        var issued = await Keys.IssueAsync(owner.Id, new NewApiKey(name, rights, wanted.ExpiresAt), Who, cancellationToken);
        return new NewKeyBody(issued.Secret, KeyBody.Of((await Keys.ListAsync(owner.Id, cancellationToken)).Single(key => key.Id == issued.Id)));
    }

    public async Task<KeyBody> RevokeAsync(long id, CancellationToken cancellationToken)
    {
        await RequireDatabaseAsync(cancellationToken);
        await Keys.RevokeAsync(id, Who, cancellationToken);
        return (await Keys.ListAsync(userId: null, cancellationToken)).FirstOrDefault(key => key.Id == id) is { } key
            ? KeyBody.Of(key)
            : throw new UnusableException($"There is no API key {id}. 'batchgen keys list' lists those that there are.", "api_key_not_found");
    }

    public ValueTask DisposeAsync() => _still.DisposeAsync();

    private static async Task<User> FindAsync(string name, Accounts accounts, CancellationToken cancellationToken) =>
        (await accounts.ListAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.UserName, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnusableException($"There is no user '{PlainText.Of(name)}'. Administrators invite people on the page Users.", "user_not_found");

    private async Task RequireDatabaseAsync(CancellationToken cancellationToken)
    {
        if (!await HasDatabaseAsync(cancellationToken))
            throw new StorageException(
                "database_missing",
                $"There is no database in '{_still.Services.GetRequiredService<DataDirectory>().Root}' yet, and no keys: 'batchgen keys create' makes both. Is it another folder, name it with --data-directory.");
    }

    /// <summary>False while nothing was ever started on it.</summary>
    /// <exception cref="StorageException">It is of another version.</exception>
    private async Task<bool> HasDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var db = await _still.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken) || !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
            return false;
        await DatabaseStartup.RequireKnownAsync(db, cancellationToken);
        return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            ? throw new StorageException(
                "database_of_another_version", "The database is of an older version of BatchGen. Start the server of this version on it once, which brings it up to date; take a copy first (batchgen backup).")
            : true;
    }

    /// <summary>As a server does at its first start, which finds it made.</summary>
    private async Task MakeDatabaseAsync(CancellationToken cancellationToken)
    {
        using var hold = _still.Services.GetRequiredService<DataDirectoryHold>();
        hold.Take();
        await _still.Services.GetRequiredService<DatabaseStartup>().MigrateAsync(_still.Services.OpenQueue, cancellationToken);
    }
}
