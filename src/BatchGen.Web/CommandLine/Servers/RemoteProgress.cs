using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Web.Api;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary>A server's word of a batch as the displays of <c>run</c> take it.</summary>
internal static class RemoteProgress
{
    /// <summary>Tokens and the items in the engine are not told, and not shown.</summary>
    public static BatchProgress Of(ProgressBody told) => new(
        told.Id,
        Enum.TryParse<BatchState>(told.State, ignoreCase: true, out var state) ? state : BatchState.Running,
        told.TotalItems,
        told.SucceededItems,
        told.FailedItems,
        told.CancelledItems,
        PromptTokens: 0,
        CompletionTokens: 0,
        Running: [],
        told.ItemsPerSecond,
        told.CompletionTokensPerSecond,
        told.RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        told.Problem is { } problem ? (Inference.Sentences.Sentence)problem : null,
        DateTimeOffset.UnixEpoch);
}
