namespace BatchGen.Web.Wire;

/// <summary>Where to go after signing in or choosing a language: only within this server.</summary>
internal static class LocalPath
{
    /// <summary>"/" for whatever names another server: what begins with two slashes does.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Any(character => character is '\\' || char.IsControl(character))
            ? path
            : "/";
}
