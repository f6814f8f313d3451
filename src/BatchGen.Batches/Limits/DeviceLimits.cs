using System.Collections.Immutable;
using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Engine;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Batches.Limits;

/// <summary>
/// The limits of every machine: kept in the database, this one's own answered from memory. A change is stored together with its
/// audit entry, and only then told to those who run engines; a machine whose limit was changed on another follows within seconds.
/// </summary>
/// <param name="standard">What holds for a device that nobody has set a limit for; null is all of it.</param>
public sealed class DeviceLimits(
    IDbContextFactory<BatchGenDbContext> contexts,
    NodeIdentity node,
    IDeviceSurvey survey,
    IKnownModels models,
    Loadability loadability,
    DeviceLimit? standard,
    TimeProvider time)
    : ILiveDeviceLimits, IFollowsDatabase, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ImmutableDictionary<string, DeviceLimit> _limits = ImmutableDictionary<string, DeviceLimit>.Empty;
    private readonly ChangeListeners _listeners = new();

    public DeviceLimit? Find(string deviceName) => _limits.GetValueOrDefault(deviceName) ?? standard;

    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>Reads what was set before this process began. Called once, before engines start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => _limits = await ReadAsync(node.Name, cancellationToken);

    /// <summary>What was set on another machine for this one holds here from now on.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var stored = await ReadAsync(node.Name, cancellationToken);
            if (stored.Count == _limits.Count && stored.All(limit => limit.Value == _limits.GetValueOrDefault(limit.Key)))
                return;
            _limits = stored;
        }
        finally
        {
            _turn.Release();
        }

        _listeners.Announce();
    }

    /// <summary>Of any machine, as the database says it.</summary>
    public async Task<IDeviceLimits> OfAsync(string nodeName, CancellationToken cancellationToken) =>
        nodeName == node.Name ? this : new OtherLimits(await ReadAsync(nodeName, cancellationToken), standard);

    /// <param name="who">As the audit log names the person.</param>
    public async Task<LimitOutcome> ChangeAsync(DeviceLimitChange change, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (change.Node is { } other && other != node.Name)
                return await ChangeOtherAsync(other, change, who, cancellationToken);
            var devices = await survey.ReadAsync(cancellationToken);
            var limit = LimitRules.Read(change, DeviceOf(change, devices));
            RequireSomeModelLoads(await models.ListPathsAsync(cancellationToken), devices, new ProposedLimits(this, change.DeviceName, limit));
            await StoreAsync(node.Name, change.DeviceName, this, limit, who, cancellationToken);
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

    /// <summary>By what that machine said last of its devices and models: its files are judged by their copies here, where there are any.</summary>
    private async Task<LimitOutcome> ChangeOtherAsync(string other, DeviceLimitChange change, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var said = await db.Nodes.Where(one => one.Name == other).Select(one => one.ReportJson).SingleOrDefaultAsync(cancellationToken)
            ?? throw new LimitException(LimitErrorCodes.UnknownNode, $"There is no machine '{other}' on this database.");
        var report = NodeReport.Read(said);
        IReadOnlyList<DeviceMemory> devices = [.. report.Devices.Select(device => device.ToMemory())];
        var limit = LimitRules.Read(change, DeviceOf(change, devices));
        var current = await OfAsync(other, cancellationToken);
        var there = report.Models.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        var copies = (await models.ListPathsAsync(cancellationToken)).Where(path => there.Contains(Path.GetFileName(path))).ToList();
        RequireSomeModelLoads(copies, devices, new ProposedLimits(current, change.DeviceName, limit));
        await StoreAsync(other, change.DeviceName, current, limit, who, cancellationToken);
        return new LimitChanged((await OfAsync(other, cancellationToken)).Find(change.DeviceName));
    }

    private void RequireSomeModelLoads(IReadOnlyList<string> paths, IReadOnlyList<DeviceMemory> devices, IDeviceLimits proposed)
    {
        if (loadability.WhyNone(paths, devices, proposed) is { } reason)
            throw new LimitException(LimitErrorCodes.LeavesNoModel, reason);
    }

    private async Task<ImmutableDictionary<string, DeviceLimit>> ReadAsync(string nodeName, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.DeviceLimits.AsNoTracking().Where(limit => limit.MachineName == nodeName).ToListAsync(cancellationToken);
        return rows.ToImmutableDictionary(row => row.DeviceName, row => new DeviceLimit(row.LimitBytes, row.LimitPercent, row.ReserveBytes));
    }

    private async Task StoreAsync(string nodeName, string device, IDeviceLimits current, DeviceLimit? limit, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.DeviceLimits.SingleOrDefaultAsync(row => row.MachineName == nodeName && row.DeviceName == device, cancellationToken);
        if (limit is null)
        {
            // Not a row that says "all of it": what the configuration says holds again, after the next start too.
            if (row is not null)
                db.DeviceLimits.Remove(row);
        }
        else
        {
            if (row is null)
                db.DeviceLimits.Add(row = new DeviceLimitSetting { MachineName = nodeName, DeviceName = device });
            row.LimitBytes = limit.LimitBytes;
            row.LimitPercent = limit.LimitPercent;
            row.ReserveBytes = limit.ReserveBytes;
        }

        db.Audit.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Who = who,
            What = $"limit of {device} on {nodeName}",
            From = LimitRules.Describe(current.Find(device)),
            To = LimitRules.Describe(limit ?? standard),
        });
        // One SaveChanges is one transaction: no change without its entry.
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Those of another machine, as they were when they were read.</summary>
internal sealed class OtherLimits(ImmutableDictionary<string, DeviceLimit> limits, DeviceLimit? standard) : IDeviceLimits
{
    public DeviceLimit? Find(string deviceName) => limits.GetValueOrDefault(deviceName) ?? standard;
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
