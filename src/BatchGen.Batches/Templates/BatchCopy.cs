using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>A batch as it could be submitted again. Dispose it after that: its input is a scratch file.</summary>
/// <param name="Request">With the batch's own settings; change what is to be different.</param>
/// <param name="Items">Lines of the input.</param>
public sealed record BatchCopy(SubmissionRequest Request, int Items) : IDisposable
{
    public void Dispose() => Request.Input.Dispose();
}
