namespace BatchGen.Web.Pages.Account;

/// <summary>What the sign-in page is handed back.</summary>
public sealed class SignInForm
{
    public string? UserName { get; set; }

    public string? Password { get; set; }
}
