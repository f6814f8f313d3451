namespace BatchGen.Web.Pages.Logs;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class LogsTexts;
