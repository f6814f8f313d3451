using BatchGen.Batches.Data;
using BatchGen.Web.Controls;
using BatchGen.Web.Telemetry;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Logs;

/// <summary>What this machine's program said lately, newest first.</summary>
public sealed partial class LogPage
{
    /// <summary>As many as a page can be drawn with at once, and more than anybody reads.</summary>
    private const int MostLines = 300;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<LogLine>? _lines;
    private LogLevel _least = LogLevel.Trace;
    private string _text = "";
    private bool _isPaused;
    private long _seen;

    [Inject] public required LogRing Ring { get; init; }

    [Inject] public required NodeIdentity Self { get; init; }

    private IReadOnlyList<Choice<LogLevel>> Levels => [new(LogLevel.Trace, L["All"]), new(LogLevel.Warning, L["Warnings"]), new(LogLevel.Error, L["Errors"])];

    private string PauseIcon => _isPaused ? MudBlazor.Icons.Material.Outlined.PlayCircle : MudBlazor.Icons.Material.Outlined.PauseCircle;

    private bool IsFiltered => _least > LogLevel.Trace || _text.Length > 0;

    /// <summary>Lines that came since it was paused.</summary>
    private long Missed => Ring.Added - _seen;

    private string Copied => string.Join('\n', (_lines ?? []).Reverse());

    protected override void OnInitialized()
    {
        if (!IsLive)
            return;
        Follow(Ring.Subscribe(Coalesced(ReadUnlessPaused, Pace)));
        Read();
    }

    private void ReadUnlessPaused()
    {
        if (!_isPaused)
            Read();
    }

    private void Read()
    {
        _seen = Ring.Added;
        _lines = Ring.Read(_least, _text, MostLines);
    }

    private void TogglePause()
    {
        _isPaused = !_isPaused;
        ReadUnlessPaused();
    }

    private void Choose(LogLevel least)
    {
        _least = least;
        Read();
    }

    private void Search(ChangeEventArgs typed)
    {
        _text = ((string?)typed.Value ?? "").Trim();
        Read();
    }
}
