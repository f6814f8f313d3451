using BatchGen.Batches.Queries;
using BatchGen.Web.Live;

namespace BatchGen.Web.Pages.BatchList;

public sealed record ShownGroup(BatchGroup Group, IReadOnlyList<BatchNow> Newest)
{
    /// <summary>What is listed, narrowed to a group.</summary>
    public static BatchFilter FilterOf(BatchGroup group, BatchFilter listed)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(listed);
        return group switch
        {
            { ScheduleId: { } schedule } => listed with { ScheduleId = schedule },
            { OwnerId: { } owner } => listed with { OwnerId = owner },
            _ => listed with { Label = group.Name },
        };
    }
}
