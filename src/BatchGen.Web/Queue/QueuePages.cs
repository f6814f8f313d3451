using Hangfire.Dashboard;

namespace BatchGen.Web.Queue;

/// <summary>Hangfire's own pages, in the theme that was chosen here.</summary>
internal static class QueuePages
{
    // Hangfire keeps its routes for the whole process: said twice, the script would run twice.
    private static readonly Lazy<bool> Said = new(() =>
    {
        DashboardRoutes.AddJavaScript(typeof(QueuePages).Assembly, "BatchGen.Web.docs.js");
        return true;
    });

    public static void FollowTheTheme() => _ = Said.Value;
}
