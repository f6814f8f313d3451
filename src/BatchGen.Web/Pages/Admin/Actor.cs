namespace BatchGen.Web.Pages.Admin;

/// <summary>Who the audit log names.</summary>
internal static class Actor
{
    /// <summary>The account the server runs under: without sign-in, whoever reaches the page acts for it.</summary>
    public static string Name { get; } = $"{Environment.UserName} (no sign-in)";
}
