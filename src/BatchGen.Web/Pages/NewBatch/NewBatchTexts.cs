namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class NewBatchTexts;
