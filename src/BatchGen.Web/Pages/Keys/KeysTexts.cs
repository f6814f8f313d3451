namespace BatchGen.Web.Pages.Keys;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class KeysTexts;
