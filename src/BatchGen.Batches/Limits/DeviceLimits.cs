using System.Collections.Immutable;
using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Progress;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Batches.Limits;

/// <summary>
/// This machine's limits: kept in the database, answered from memory. A change is stored together with its audit entry,
/// and only then told to those who run engines.
/// </summary>
/// <param name="standard">What holds for a device that nobody has set a limit for; null is all of it.</param>
public sealed class DeviceLimits(
    IDbContextFactory<BatchGenDbContext> contexts, IDeviceSurvey survey, IKnownModels models, Loadability loadability, DeviceLimit? standard, TimeProvider time)
    : ILiveDeviceLimits, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ImmutableDictionary<string, DeviceLimit> _limits = ImmutableDictionary<string, DeviceLimit>.Empty;
    private readonly ChangeListeners _listeners = new();

    private static string Machine => Environment.MachineName;

    public DeviceLimit? Find(string deviceName) => _limits.GetValueOrDefault(deviceName) ?? standard;

    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>Reads what was set before this process began. Called once, before engines start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.DeviceLimits.AsNoTracking().Where(limit => limit.MachineName == Machine).ToListAsync(cancellationToken);
        _limits = rows.ToImmutableDictionary(row => row.DeviceName, row => new DeviceLimit(row.LimitBytes, row.LimitPercent, row.ReserveBytes));
    }

    /// <param name="who">As the audit log names the person.</param>
    public async Task<LimitOutcome> ChangeAsync(DeviceLimitChange change, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var devices = await survey.ReadAsync(cancellationToken);
            var limit = LimitRules.Read(change, DeviceOf(change, devices));
            await RequireSomeModelLoadsAsync(change.DeviceName, limit, devices, cancellationToken);
            await StoreAsync(change.DeviceName, limit, who, cancellationToken);
            _limits = limit is null ? _limits.Remove(change.DeviceName) : _limits.SetItem(change.DeviceName, limit);
        }
        catch (LimitException refusal)
        {
            return new LimitRefused(refusal.Code, refusal.Sentence);
        }
        finally
        {
            _turn.Release();
        }

        _listeners.Announce();
        return new LimitChanged(Find(change.DeviceName));
    }

    /// <summary>The newest changes first, of whatever an administrator may change.</summary>
    /// <param name="before">The id of the last one seen; entries are never removed, so it is there. Null begins with the newest.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAuditAsync(int most, CancellationToken cancellationToken, long? before = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.Audit.AsNoTracking();
        if (before is not null)
        {
            var last = await entries.Where(entry => entry.Id == before).Select(entry => (DateTimeOffset?)entry.At).SingleOrDefaultAsync(cancellationToken);
            entries = entries.Where(entry => entry.At < last || (entry.At == last && entry.Id < before));
        }

        return await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(most).ToListAsync(cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private static DeviceMemory DeviceOf(DeviceLimitChange change, IReadOnlyList<DeviceMemory> devices) =>
        devices.FirstOrDefault(device => device.Name == change.DeviceName)
        ?? throw new LimitException(
            LimitErrorCodes.UnknownDevice,
            $"This machine has no device '{change.DeviceName}'. It has: {string.Join(", ", devices.Select(device => device.Name))}.");

    private async Task RequireSomeModelLoadsAsync(
        string device, DeviceLimit? limit, IReadOnlyList<DeviceMemory> devices, CancellationToken cancellationToken)
    {
        var paths = await models.ListPathsAsync(cancellationToken);
        if (loadability.WhyNone(paths, devices, new ProposedLimits(this, device, limit)) is { } reason)
            throw new LimitException(LimitErrorCodes.LeavesNoModel, reason);
    }

    private async Task StoreAsync(string device, DeviceLimit? limit, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.DeviceLimits.SingleOrDefaultAsync(row => row.MachineName == Machine && row.DeviceName == device, cancellationToken);
        if (row is null)
            db.DeviceLimits.Add(row = new DeviceLimitSetting { MachineName = Machine, DeviceName = device });
        row.LimitBytes = limit?.LimitBytes;
        row.LimitPercent = limit?.LimitPercent;
        row.ReserveBytes = limit?.ReserveBytes ?? 0;
        db.Audit.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Who = who,
            What = $"limit of {device} on {Machine}",
            From = LimitRules.Describe(Find(device)),
            To = LimitRules.Describe(limit ?? standard),
        });
        // One SaveChanges is one transaction: no change without its entry.
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What administrators set is known before the first engine may start: hosted services start in the order they were added.</summary>
internal sealed class AdministrationLoading(DeviceLimits limits, ModelRegistry models) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await limits.LoadAsync(cancellationToken);
        await models.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
