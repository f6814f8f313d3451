namespace BatchGen.Web.Pages.BatchList;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class BatchListTexts;
