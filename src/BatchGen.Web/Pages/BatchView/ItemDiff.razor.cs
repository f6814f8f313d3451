using BatchGen.Code.Answers;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.BatchView;

public sealed partial class ItemDiff
{
    private FileDiff? _diff;
    private IReadOnlyList<DiffStretch> _stretches = [];
    private string? _before;
    private string? _after;

    [Parameter, EditorRequired] public required string Before { get; set; }

    [Parameter, EditorRequired] public required string After { get; set; }

    protected override void OnParametersSet()
    {
        if (_before == Before && _after == After)
            return;
        _before = Before;
        _after = After;
        _diff = FileDiff.Between(Before, After);
        _stretches = _diff is null ? [] : DiffStretch.Of(_diff);
    }

    private static string ClassOf(DiffKind kind, string side = "old") => kind switch
    {
        DiffKind.Same => "same",
        DiffKind.Missing => "missing",
        DiffKind.Added or DiffKind.Removed or DiffKind.Changed => side,
    };
}
