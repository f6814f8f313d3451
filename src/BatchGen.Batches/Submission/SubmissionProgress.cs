namespace BatchGen.Batches.Submission;

/// <param name="BytesRead">Of the input so far.</param>
/// <param name="Lines">Read so far, blank ones included.</param>
/// <param name="Items">Requests whose tokens are counted.</param>
/// <param name="StoredItems">Rows written; above zero only once the whole input was read.</param>
/// <param name="Problems">Found so far.</param>
public sealed record SubmissionProgress(long BytesRead, int Lines, int Items, int StoredItems, int Problems);
