namespace BatchGen.Batches.Settings;

/// <summary>What wins over the browser, so that a setting cannot be changed there.</summary>
public enum SettingHold
{
    None,

    /// <summary>An environment variable: the key with two underscores for each colon.</summary>
    Environment,

    /// <summary>An option of the command that started the server.</summary>
    CommandLine,
}
