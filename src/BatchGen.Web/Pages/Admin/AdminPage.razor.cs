using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Nodes;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Controls.Memory;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Admin;

/// <summary>What an administrator allows, and who changed it when.</summary>
public sealed partial class AdminPage
{
    private const int ListedChanges = 50;

    private static readonly TimeSpan OthersPace = TimeSpan.FromSeconds(1);

    private IReadOnlyList<DeviceMemory> _survey = [];
    private IReadOnlyList<DeviceMemoryView>? _devices;
    private IReadOnlyList<AuditEntry>? _audit;
    private IReadOnlyList<NodeView> _others = [];
    private EngineException? _problem;

    [Inject] public required DeviceLimits Limits { get; init; }

    [Inject] public required NodeBoard Board { get; init; }

    [Inject] public required NodeIdentity Self { get; init; }

    [Inject] public required IDeviceSurvey Survey { get; init; }

    [Inject] public required IEngineManager Engines { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (!IsLive)
            return;
        _others = Others();
        Follow(Board.Subscribe(Coalesced(() => _others = Others(), OthersPace)));
        Follow(Engines.Subscribe(status => Show(() => Measure([.. _survey.Select(device => FreshOf(device, status))]))));
        await ReadAsync();
    }

    /// <summary>The machines that have devices to speak of.</summary>
    private IReadOnlyList<NodeView> Others() => [.. Board.List().Where(node => node.Name != Self.Name && node.RunsShards && node.Report.Devices.Count > 0)];

    private async Task ReadAsync()
    {
        _audit = await Limits.ListAuditAsync(ListedChanges, Leaving);
        try
        {
            Measure(await Survey.ReadAsync(Leaving));
        }
        catch (EngineException failure)
        {
            _problem = failure;
        }
    }

    /// <summary>Engines say what they see about twice a second while they work, so the page need not ask.</summary>
    private static DeviceMemory FreshOf(DeviceMemory device, EngineStatus status) =>
        status.Devices.FirstOrDefault(seen => seen.Name == device.Name) is { } seen
            ? device with { FreeBytes = Math.Min(device.TotalBytes, seen.FreeBytes) }
            : device;

    private void Measure(IReadOnlyList<DeviceMemory> devices)
    {
        if (devices.Count == 0)
            return;
        _survey = devices;
        _devices = DeviceMemoryView.Of(devices, Engines.GetStatuses(), Limits);
    }
}
