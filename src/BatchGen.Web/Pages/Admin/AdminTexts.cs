namespace BatchGen.Web.Pages.Admin;

/// <summary>Names the texts of this folder: limits and the audit log.</summary>
public sealed class AdminTexts;
