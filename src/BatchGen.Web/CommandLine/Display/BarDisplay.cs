using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Web.Formatting;
using Spectre.Console;

namespace BatchGen.Web.CommandLine.Display;

/// <summary>A bar that redraws itself: what it does, done/total, tokens/s, time left.</summary>
internal sealed class BarDisplay(TextWriter output) : IRunDisplay
{
    public async Task<int> ShowAsync(Func<IRunView, Task<int>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return await console.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => work(new BarView(console, context.AddTask("Starting"))));
    }

    private sealed class BarView(IAnsiConsole console, ProgressTask bar) : IRunView
    {
        public void Loading(string model, float share) => Set($"Loading {model}", share, 1);

        public void Submitting(SubmissionProgress progress) => Set($"Reading {CountText.Of(progress.Items, "item")}", 0, 1);

        public void Running(BatchProgress progress)
        {
            var remaining = progress.Remaining is { } time ? $" · {DurationText.About(time)} left" : "";
            var words = $"{CountText.Of(progress.FinishedItems)}/{CountText.Of(progress.TotalItems)} · {CountText.Rate(progress.CompletionTokensPerSecond)} tokens/s{remaining}";
            Set(words, progress.FinishedItems, progress.TotalItems);
        }

        public void Say(string sentence) => console.WriteLine(sentence);

        private void Set(string words, double done, double total)
        {
            bar.Description = Markup.Escape(words);
            bar.MaxValue = Math.Max(total, 1);
            bar.Value = done;
        }
    }
}
