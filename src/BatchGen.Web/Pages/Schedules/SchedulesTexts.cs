namespace BatchGen.Web.Pages.Schedules;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class SchedulesTexts;
