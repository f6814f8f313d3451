namespace BatchGen.Web.Pages.Users;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class UsersTexts;
