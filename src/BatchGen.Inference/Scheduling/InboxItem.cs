namespace BatchGen.Inference.Scheduling;

/// <summary>What another thread asks of the loop.</summary>
internal abstract record InboxItem;

/// <param name="Clock">Runs since the caller submitted it.</param>
internal sealed record SubmitItem(SequenceRequest Request, ISequenceObserver Observer, SequenceClock Clock) : InboxItem;

internal sealed record CancelItem(string Id) : InboxItem;

/// <summary>Nothing new may begin from here on.</summary>
internal sealed record DrainItem : InboxItem;
