namespace BatchGen.Web.Pages.Account;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class AccountTexts;
