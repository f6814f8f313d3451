namespace BatchGen.Web.Pages.Settings;

/// <summary>One setting as the server runs with it.</summary>
/// <param name="Key">As appsettings.json has it, e.g. "Storage:KeepResultsFor".</param>
/// <param name="Value">In words and with its unit.</param>
public sealed record SettingLine(string Key, string Value)
{
    /// <summary>Names what it means among the texts of this folder.</summary>
    public string Text => Key.Replace(":", "", StringComparison.Ordinal);
}
