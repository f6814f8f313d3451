namespace BatchGen.Batches.Settings;

/// <summary>What a setting's value is, which decides how a page asks for it.</summary>
public enum SettingKind
{
    Count,

    Bytes,

    Duration,

    Switch,

    /// <summary>One of a few names.</summary>
    Choice,
}
