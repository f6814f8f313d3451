namespace BatchGen.Web.Pages.NewBatch;

/// <summary>When a batch is submitted.</summary>
public enum SubmitTime
{
    Now,

    /// <summary>Once, later.</summary>
    AtATime,

    /// <summary>Again and again; the schedule's own page says when.</summary>
    OnASchedule,
}
