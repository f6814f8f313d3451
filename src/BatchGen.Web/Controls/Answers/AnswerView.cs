namespace BatchGen.Web.Controls.Answers;

public enum AnswerView
{
    /// <summary>Its Markdown laid out.</summary>
    Rendered,

    /// <summary>Every character as the model wrote it.</summary>
    Text,
}
