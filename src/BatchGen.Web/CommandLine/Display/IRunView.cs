using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;

namespace BatchGen.Web.CommandLine.Display;

/// <summary>What a headless run shows while it works. Called from any thread.</summary>
internal interface IRunView
{
    /// <param name="share">0 to 1.</param>
    void Loading(string model, float share);

    void Submitting(SubmissionProgress progress);

    void Running(BatchProgress progress);

    /// <summary>A sentence that stays.</summary>
    void Say(string sentence);
}
