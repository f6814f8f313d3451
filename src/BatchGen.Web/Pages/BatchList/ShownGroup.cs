using BatchGen.Batches.Queries;
using BatchGen.Web.Live;

namespace BatchGen.Web.Pages.BatchList;

public sealed record ShownGroup(BatchGroup Group, IReadOnlyList<BatchNow> Newest);
