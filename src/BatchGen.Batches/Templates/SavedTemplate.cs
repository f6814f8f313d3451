using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <param name="Settings">Ready to be submitted but for its input, which is empty here.</param>
public sealed record SavedTemplate(TemplateSummary Summary, SubmissionRequest Settings);
