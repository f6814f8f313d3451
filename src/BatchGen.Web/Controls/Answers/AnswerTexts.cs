namespace BatchGen.Web.Controls.Answers;

/// <summary>Names the texts of this folder's components.</summary>
public sealed class AnswerTexts;
