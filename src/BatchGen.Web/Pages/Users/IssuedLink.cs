namespace BatchGen.Web.Pages.Users;

/// <param name="Address">With its token: shown now and never again.</param>
internal sealed record IssuedLink(string UserName, string Address);
