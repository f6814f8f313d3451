namespace BatchGen.Web.Pages.Dashboard;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class DashboardTexts;
