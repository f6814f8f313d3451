using System.Globalization;
using BatchGen.Batches.Limits;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Web.Access;
using BatchGen.Web.Controls.Memory;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Admin;

/// <summary>One device's limit and reserve. What is typed is judged when it is applied; the slider only writes the field.</summary>
public sealed partial class DeviceLimitForm
{
    private string _limit = "";
    private string _reserve = "";
    private double _percent = 100;
    private bool _busy;
    private LimitRefused? _refused;

    [Parameter, EditorRequired] public required DeviceMemoryView Device { get; set; }

    [Parameter] public DeviceLimit? Limit { get; set; }

    /// <summary>The machine whose device it is; null is this one.</summary>
    [Parameter] public string? Node { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required DeviceLimits Limits { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override void OnInitialized() => Fill(Limit);

    private void Fill(DeviceLimit? limit)
    {
        _limit = limit switch
        {
            { LimitBytes: { } bytes } => LimitText.Of(bytes),
            { LimitPercent: { } percent } => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} %"),
            _ => "",
        };
        _percent = Math.Round(100.0 * Device.LimitBytes / Device.TotalBytes);
        _reserve = limit is { ReserveBytes: > 0 } ? LimitText.Of(limit.ReserveBytes) : "";
    }

    private void Slide(double percent)
    {
        _percent = percent;
        _limit = percent >= 100 ? "" : string.Create(CultureInfo.InvariantCulture, $"{percent:0} %");
    }

    private async Task ApplyAsync()
    {
        _busy = true;
        _refused = null;
        switch (await ChangeAsync())
        {
            case LimitChanged changed:
                Fill(changed.Limit);
                Messages.Add(L["Changed", Device.Name], Severity.Success);
                await Changed.InvokeAsync();
                break;
            case LimitRefused refused:
                _refused = refused;
                break;
        }

        _busy = false;
    }

    private async Task<LimitOutcome> ChangeAsync()
    {
        try
        {
            return await Limits.ChangeAsync(
                new DeviceLimitChange(Device.Name, _limit, _reserve) { Node = Node }, (await Callers.GetAsync()).Name, CancellationToken.None);
        }
        catch (EngineException failure)
        {
            return new LimitRefused(failure.Code, failure.Sentence);
        }
    }
}
