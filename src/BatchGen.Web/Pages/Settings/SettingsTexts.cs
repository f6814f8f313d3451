namespace BatchGen.Web.Pages.Settings;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class SettingsTexts;
