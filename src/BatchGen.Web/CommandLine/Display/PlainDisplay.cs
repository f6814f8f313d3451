using System.Globalization;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.CommandLine.Display;

/// <summary>One line now and then, fit for a log: at the start, every few seconds, at the end.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider clock) : IRunDisplay, IRunView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long? _lastLine;

    public Task<int> ShowAsync(Func<IRunView, Task<int>> work) => work(this);

    public void Loading(string model, float share) => Now($"Loading {model}: {share:P0}");

    public void Submitting(SubmissionProgress progress) => Now($"Reading: {CountText.Of(progress.Items, "item")}");

    public void Running(BatchProgress progress)
    {
        var remaining = progress.Remaining is { } time ? $", {DurationText.About(time)} left" : "";
        var text = $"{CountText.Of(progress.FinishedItems)}/{CountText.Of(progress.TotalItems)} done, {CountText.Rate(progress.CompletionTokensPerSecond)} tokens/s{remaining}";
        Now(text);
    }

    /// <param name="note">How far, in bytes or percent, or empty.</param>
    /// <param name="share">0 to 1; null while it is not known.</param>
    public void Making(string what, string note, double? share) => Now($"{what}: {(note.Length > 0 || share is null ? note : share.Value.ToString("P0", CultureInfo.CurrentCulture))}".TrimEnd(' ', ':'));

    public void Say(string sentence)
    {
        lock (_gate)
            output.WriteLine(sentence);
    }

    private void Now(string line)
    {
        lock (_gate)
        {
            if (_lastLine is { } before && clock.GetElapsedTime(before) < Interval)
                return;
            _lastLine = clock.GetTimestamp();
            output.WriteLine(line);
        }
    }
}
