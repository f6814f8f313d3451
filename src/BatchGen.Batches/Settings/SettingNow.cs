namespace BatchGen.Batches.Settings;

/// <summary>A setting as the server runs with it.</summary>
/// <param name="Value">As appsettings.json would have it; null is none.</param>
/// <param name="Default">What holds when the browser's value is taken back: appsettings.json's, else the program's own.</param>
/// <param name="IsChanged">It was set in the browser.</param>
public sealed record SettingNow(EditableSetting Setting, string? Value, string? Default, bool IsChanged, SettingHold Hold);
