namespace BatchGen.Web.Pages.Account;

/// <summary>What the sign-in page is handed back.</summary>
public sealed class SignInForm
{
    public string? UserName { get; set; }

    public string? Password { get; set; }
}

/// <summary>What a page that sets a password is handed back.</summary>
public sealed class PasswordForm
{
    /// <summary>Asked for only when there is one.</summary>
    public string? Current { get; set; }

    public string? New { get; set; }

    public string? Again { get; set; }
}
