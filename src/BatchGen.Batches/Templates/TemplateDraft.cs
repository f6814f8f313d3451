using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>What is to be saved as a template.</summary>
/// <param name="Name">1 to 200 characters; no two templates have the same.</param>
/// <param name="Settings">Its input is not read; its files are, where the format is <see cref="InputFormat.Files"/>: they are kept as one ZIP.</param>
/// <param name="Input">Read to its end; null saves settings only. The caller disposes it.</param>
public sealed record TemplateDraft(string Name, SubmissionRequest Settings, Stream? Input = null);
