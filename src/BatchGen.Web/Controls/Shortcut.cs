namespace BatchGen.Web.Controls;

/// <summary>What a key does on every page. frame.js acts on them; this list says so.</summary>
/// <param name="Text">What it does, as a name among the texts of this folder.</param>
/// <param name="Keys">As they are labelled, in the order of pressing.</param>
/// <param name="IsChord">Pressed together, not one after the other.</param>
internal sealed record Shortcut(string Text, IReadOnlyList<string> Keys, bool IsChord = false)
{
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("ShortcutHelp", ["?"]),
        new("ShortcutSearch", ["Ctrl", "K"], IsChord: true),
        new("ShortcutDashboard", ["g", "d"]),
        new("ShortcutNew", ["g", "n"]),
        new("ShortcutBatches", ["g", "b"]),
        new("ShortcutSchedules", ["g", "s"]),
        new("ShortcutModels", ["g", "m"]),
        new("ShortcutMemory", ["g", "p"]),
        new("ShortcutAdmin", ["g", "a"]),
    ];
}
