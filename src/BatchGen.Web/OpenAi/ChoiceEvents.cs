using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BatchGen.Engine.Client;

namespace BatchGen.Web.OpenAi;

/// <summary>Brings what happens to several choices into one row, as it happens.</summary>
internal static class ChoiceEvents
{
    /// <summary>Ends with the last choice, or with the first that throws.</summary>
    public static async IAsyncEnumerable<ChoiceEvent> Merge(
        IReadOnlyList<IAsyncEnumerable<GenerationEvent>> choices, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var merged = Channel.CreateUnbounded<ChoiceEvent>(new UnboundedChannelOptions { SingleReader = true });
        var pumps = choices.Select((events, choice) => PumpAsync(events, choice, merged.Writer, stop.Token)).ToList();
        var all = EndAsync(pumps, merged.Writer);
        try
        {
            await foreach (var happened in merged.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            // Whoever stops reading frees the slots of all of them.
            await stop.CancelAsync();
            await all;
        }
    }

    private static async Task EndAsync(IEnumerable<Task> pumps, ChannelWriter<ChoiceEvent> merged)
    {
        await Task.WhenAll(pumps);
        merged.TryComplete();
    }

    private static async Task PumpAsync(
        IAsyncEnumerable<GenerationEvent> events, int choice, ChannelWriter<ChoiceEvent> merged, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in events.WithCancellation(cancellationToken))
                await merged.WriteAsync(new ChoiceEvent(choice, happened), cancellationToken);
        }
        catch (Exception failure)
        {
            // Told to the reader; whatever comes of the others after it is of no use.
            merged.TryComplete(failure);
        }
    }
}
