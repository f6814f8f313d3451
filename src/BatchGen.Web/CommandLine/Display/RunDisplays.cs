using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;

namespace BatchGen.Web.CommandLine.Display;

internal static class RunDisplays
{
    /// <summary>A bar where someone watches, plain lines in logs, pipes and with NO_COLOR.</summary>
    public static IRunDisplay For(CommandStreams streams) =>
        streams.IsTerminal ? new BarDisplay(streams.Error) : new PlainDisplay(streams.Error, TimeProvider.System);
}

/// <summary>Owns the terminal while the work runs.</summary>
internal interface IRunDisplay
{
    Task<int> ShowAsync(Func<IRunView, Task<int>> work);
}

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
