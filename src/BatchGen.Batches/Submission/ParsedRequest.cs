namespace BatchGen.Batches.Submission;

/// <param name="Url">The endpoint it is for, which is the shape of its result.</param>
internal sealed record ParsedRequest(string Url, ItemRequest Request);
