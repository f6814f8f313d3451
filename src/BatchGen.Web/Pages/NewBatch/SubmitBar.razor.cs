using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Web.Formatting;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>What would be submitted, always in sight.</summary>
public sealed partial class SubmitBar
{
    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    [Parameter, EditorRequired] public required DryRunReport? Report { get; set; }

    /// <summary>Null while a model has completed no batch: then nobody knows how long it takes.</summary>
    [Parameter] public WorkEstimate? Pace { get; set; }

    [Parameter] public bool IsChecking { get; set; }

    [Parameter] public SubmissionProgress? CheckProgress { get; set; }

    [Parameter] public SubmissionProgress? Progress { get; set; }

    [Parameter] public bool IsSubmitting { get; set; }

    [Parameter] public EventCallback<OnBadLines> Submit { get; set; }

    [Parameter] public EventCallback Cancel { get; set; }

    [Parameter] public EventCallback StopChecking { get; set; }

    [Inject] public required QueueHours Hours { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    private bool HasBadLines => Report?.Summary is { BadItems: > 0 };

    /// <summary>An unfinished check does not hold anybody up: submitting checks again.</summary>
    private bool CanSubmit => !Form.IsEmpty && (Report is null || (Report.WouldBeAccepted && Report.Summary is { GoodItems: > 0 }));

    /// <summary>Null while nobody knows.</summary>
    private TimeSpan? Work => Pace?.Time(Form.MaxTokens);

    private string Duration => Work is { } work ? L["About", DurationText.About(work)] : L["NotKnownYet"];

    private WorkHours WorkHours => Hours.Of(Form.Priority, Form.Hours);

    /// <summary>When work begins; null on a schedule, which has many beginnings.</summary>
    private DateTimeOffset? Start => Form.When switch
    {
        SubmitTime.Now => Clock.GetUtcNow(),
        SubmitTime.AtATime => new DateTimeOffset(Form.At),
        SubmitTime.OnASchedule => null,
    };

    /// <summary>Hours that cannot be read say nothing; the form says why.</summary>
    private WorkEnd? WorkEnd => Work is { } work && Start is { } start && Form.Hours?.FindProblem() is null && !WorkHours.IsAlways
        ? WorkHours.Finish(start, work)
        : null;

    /// <summary>Null where work never stands still: the duration says it then.</summary>
    private string? End => WorkEnd is { } end ? EndText.About(end.At, Clock.GetUtcNow(), WorkHours.Zone) + StretchesOf(end) : null;

    private string StretchesOf(WorkEnd end) => end.Stretches > 1 ? $", {L["InStretches", CountText.Of(end.Stretches)]}" : "";

    private string HoursWords => L["HoursWhy", Form.Hours is { } own && Hours.AllowsOwn ? own.Text : Hours.Text, WorkHours.Zone.Id];

    private string PaceWords => Pace is null
        ? L["NotKnownYetWhy"]
        : Pace.Why((rate, batches) => L["PaceWhy", rate, batches]);

    private string? MatrixWords => Report?.Matrix is { } matrix
        ? L["Matrix", CountText.Of(matrix.Templates), CountText.Of(matrix.Inputs), CountText.Of(matrix.Items)].Value
        : null;

    private string Doing => Progress switch
    {
        null => L["Submitting"],
        { StoredItems: > 0 } stored => L["Storing", CountText.Of(stored.StoredItems), CountText.Of(stored.Items, "item")],
        var read => L["Reading", CountText.Of(read.Items, "item")],
    };
}
