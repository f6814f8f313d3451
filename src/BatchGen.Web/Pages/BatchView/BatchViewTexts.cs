namespace BatchGen.Web.Pages.BatchView;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class BatchViewTexts;
