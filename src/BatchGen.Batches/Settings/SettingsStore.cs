using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace BatchGen.Batches.Settings;

/// <summary>
/// Tells and changes the settings of <see cref="EditableSettings"/>. A change is judged by the
/// validators of a start, kept with its audit entry, and then in effect.
/// </summary>
public sealed class SettingsStore : IFollowsDatabase, IDisposable
{
    /// <summary>A row that says that the table is in use: an empty one would also mean that nothing is set.</summary>
    private const string SharedMark = "Shared";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IConfigurationRoot _configuration;
    private readonly SettingsProvider _provider;
    private readonly IServiceProvider _services;
    private readonly AliasChange _aliases;
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly TimeProvider _time;

    /// <param name="configuration">With a <see cref="SettingsSource"/> among its sources.</param>
    /// <param name="services">Has the validators of every options class.</param>
    public SettingsStore(IConfigurationRoot configuration, IServiceProvider services, IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _provider = configuration.Providers.OfType<SettingsProvider>().Single();
        _services = services;
        _aliases = new AliasChange(services);
        _contexts = contexts;
        _time = time;
    }

    /// <summary>All of the list, in its order.</summary>
    public IReadOnlyList<SettingNow> List() => [.. EditableSettings.All.Select(Now)];

    /// <summary>The entries of the table of aliases, also those that were taken away here.</summary>
    public IReadOnlyList<SettingNow> ListAliases() =>
        [.. EditableSettings.AllAmong(KeysOf(ModelAliases.Section)).Skip(EditableSettings.All.Count).Select(Now)];

    /// <param name="changes">All or none: values by key, spelt as in appsettings.json. Null goes back to the default, the empty text is none.</param>
    /// <param name="who">As the audit log names the person.</param>
    public async Task<SettingsOutcome> ChangeAsync(IReadOnlyDictionary<string, string?> changes, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var wanted = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var change in changes)
            {
                if (FindProblem(change.Key, change.Value) is { } refusal)
                    return refusal;
                var setting = EditableSettings.Find(change.Key)!;
                wanted[setting.Key] = change.Value is null ? null : setting.Parse(change.Value);
            }

            var candidate = With(wanted);
            foreach (var setting in wanted.Keys.Select(key => EditableSettings.Find(key)!))
            {
                if (setting.ProblemsIn(candidate, _services).ToList() is { Count: > 0 } problems)
                    return new SettingsRefused(setting.Key, SettingErrorCodes.Invalid, string.Join(' ', problems));
            }

            if (await _aliases.FindProblemAsync(wanted, candidate, cancellationToken) is { } problem)
                return problem;
            await StoreAsync(wanted, candidate, who, cancellationToken);
            _provider.Reload();
            return new SettingsChanged();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What was set on another machine is in effect here from now on. The file keeps it for the next start, which asks no database first.</summary>
    async Task IFollowsDatabase.FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var shared = await db.SharedSettings.AsNoTracking().ToDictionaryAsync(
                row => row.Key, row => row.Value, StringComparer.OrdinalIgnoreCase, cancellationToken);
            var here = _provider.File.Read();
            if (!shared.ContainsKey(SharedMark))
            {
                await BringAlongAsync(db, here, shared, cancellationToken);
                return;
            }

            var changes = EditableSettings.AllAmong(shared.Keys.Concat(here.Keys))
                .Where(setting => shared.GetValueOrDefault(setting.Key) != here.GetValueOrDefault(setting.Key))
                .ToDictionary(setting => setting.Key, setting => shared.GetValueOrDefault(setting.Key), StringComparer.OrdinalIgnoreCase);
            if (changes.Count == 0)
                return;
            await _provider.File.ChangeAsync(changes, cancellationToken);
            _provider.Reload();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The first machine on a database brings what was set on it before.</summary>
    private static async Task BringAlongAsync(
        BatchGenDbContext db, Dictionary<string, string?> here, Dictionary<string, string> shared, CancellationToken cancellationToken)
    {
        db.SharedSettings.Add(new SharedSetting { Key = SharedMark, Value = "1" });
        foreach (var setting in EditableSettings.AllAmong(here.Keys))
        {
            if (here.GetValueOrDefault(setting.Key) is { } value && !shared.ContainsKey(setting.Key))
                db.SharedSettings.Add(new SharedSetting { Key = setting.Key, Value = value });
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another machine was first; the next look takes over what it brought.
        }
    }

    private static async Task ShareAsync(BatchGenDbContext db, Dictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
            return;
        foreach (var change in changes)
        {
            var row = await db.SharedSettings.SingleOrDefaultAsync(row => row.Key == change.Key, cancellationToken);
            if (change.Value is null && row is not null)
                db.SharedSettings.Remove(row);
            else if (change.Value is { } value && row is not null)
                row.Value = value;
            else if (change.Value is { } first)
                db.SharedSettings.Add(new SharedSetting { Key = change.Key, Value = first });
        }
    }

    private SettingNow Now(EditableSetting setting) => new(
        setting,
        setting.TextIn(_configuration),
        setting.TextIn(With(new Dictionary<string, string?> { [setting.Key] = null })),
        _provider.TryGet(setting.Key, out _),
        HoldOf(setting.Key));

    private SettingsRefused? FindProblem(string key, string? value)
    {
        if (EditableSettings.Find(key) is not { } setting)
            return new SettingsRefused(key, SettingErrorCodes.Unknown, $"'{key}' is no setting that can be changed here. Set it in appsettings.json and start the server again; GET /api/settings lists those that can.");
        var problem = HoldOf(setting.Key) switch
        {
            SettingHold.Environment => $"{setting.Key} is set by the environment variable {setting.Key.Replace(":", "__", StringComparison.Ordinal)}, which wins. Take that away and start the server again to change it here.",
            SettingHold.CommandLine => $"{setting.Key} is set on the command line, which wins. Start the server without it to change it here.",
            SettingHold.None => null,
        };
        if (problem is not null)
            return new SettingsRefused(setting.Key, SettingErrorCodes.Held, problem);
        return value is null || setting.Parse(value) is not null
            ? null
            : new SettingsRefused(setting.Key, SettingErrorCodes.Invalid, $"'{value}' is no value of {setting.Key}. Use {FormOf(setting)}.");
    }

    private static string FormOf(EditableSetting setting) => setting.Kind switch
    {
        SettingKind.Duration => "days.hours:minutes:seconds, e.g. 30.00:00:00 for thirty days or 00:00:10 for ten seconds",
        SettingKind.Switch => "true or false",
        SettingKind.Choice => string.Join(" or ", setting.Choices),
        SettingKind.Bytes => "a whole number of bytes",
        SettingKind.Text => "a text",
        SettingKind.Count or SettingKind.List => "a whole number",
    } + (setting.IsOptional ? ", or the empty text for none" : "");

    /// <summary>The sources after the browser's win over it.</summary>
    private SettingHold HoldOf(string key) =>
        _configuration.Providers.SkipWhile(provider => provider != _provider).Skip(1).LastOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            null => SettingHold.None,
            EnvironmentVariablesConfigurationProvider => SettingHold.Environment,
            _ => SettingHold.CommandLine,
        };

    /// <summary>The configuration as it would be; a value that is taken back leaves that of the sources below.</summary>
    private IConfigurationRoot With(IReadOnlyDictionary<string, string?> changes)
    {
        var values = EditableSettings.All.Select(setting => setting.Section).Append(ModelAliases.Section).Distinct()
            .SelectMany(section => _configuration.GetSection(section).AsEnumerable())
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var change in changes)
        {
            if ((change.Value ?? Below(change.Key)) is { } value)
                values[change.Key] = value;
            else
                values.Remove(change.Key);
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    private IEnumerable<string> KeysOf(string section) =>
        _configuration.GetSection(section).AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key);

    private string? Below(string key)
    {
        foreach (var provider in _configuration.Providers.Where(provider => provider != _provider).Reverse())
        {
            if (provider.TryGet(key, out var value))
                return value;
        }

        return null;
    }

    private static Sentence TextOf(string? setting) => setting is null ? (Sentence)"none" : Sentence.FromString(setting);

    private async Task StoreAsync(Dictionary<string, string?> changes, IConfiguration candidate, string who, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = _time.GetUtcNow();
        foreach (var setting in changes.Keys.Select(key => EditableSettings.Find(key)!))
        {
            db.Audit.Add(new AuditEntry
            {
                At = now,
                Who = who,
                What = $"setting {setting.Key}",
                From = TextOf(setting.TextIn(_configuration)),
                To = TextOf(setting.TextIn(candidate)),
            });
        }

        await ShareAsync(db, changes, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var before = await _provider.File.ChangeAsync(changes, cancellationToken);
        // A crash between the two leaves a change without its entry: the one thing that a file and a database cannot share.
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch
        {
            await _provider.File.RestoreAsync(before);
            throw;
        }
    }
}
