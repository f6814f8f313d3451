using System.Text;
using BatchGen.Batches.Submission;
using BatchGen.Inference.Sampling;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>What the user has filled in so far.</summary>
public sealed class NewBatchForm
{
    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>When there is one, it is the input and <see cref="Text"/> is not.</summary>
    public UploadedFile? File { get; set; }

    public string ModelPath { get; set; } = "";

    public int? ContextLimitTokens { get; set; }

    public int? MaxTokens { get; set; }

    public float Temperature { get; set; }

    public bool IsEmpty => File is null && string.IsNullOrWhiteSpace(Text);

    public Stream OpenInput() =>
        File is null ? new MemoryStream(Encoding.UTF8.GetBytes(Text)) : new FileStream(File.Path, FileMode.Open, FileAccess.Read, FileShare.Read);

    public SubmissionRequest ToRequest(Stream input, OnBadLines onBadLines) => new()
    {
        Name = Name.Trim().Length > 0 ? Name.Trim() : File?.Name ?? "",
        ModelPath = ModelPath,
        Input = input,
        OnBadLines = onBadLines,
        Sampling = SamplingSettings.Greedy with { Temperature = Temperature },
        MaxTokens = MaxTokens,
        ContextLimitTokens = ContextLimitTokens,
    };
}
