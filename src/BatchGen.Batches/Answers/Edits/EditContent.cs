namespace BatchGen.Batches.Answers.Edits;

/// <param name="EndLine">0-based line after the content, its closing fence included.</param>
internal sealed record EditContent(string Text, int EndLine);
