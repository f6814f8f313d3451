using BatchGen.Batches.Data;
using BatchGen.Batches.Webhooks;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Notices;

/// <summary>What a person is told, still in no language.</summary>
/// <param name="Id">The same for every try, so that a repetition can be told; another when a retried batch ends again.</param>
/// <param name="Title">One line.</param>
/// <param name="Lines">One sentence each.</param>
/// <param name="Link">Null when the server does not know how people reach it.</param>
internal sealed record NoticeText(string Id, Sentence Title, IReadOnlyList<Sentence> Lines, Uri? Link)
{
    /// <summary>What the button sends.</summary>
    public static NoticeText Test(Uri? link) =>
        new($"test_{Guid.NewGuid():N}", "This is a test from BatchGen.", ["When a batch has ended, you will be told here."], link);

    public static NoticeText Of(Batch batch, BatchEnd end, Uri? link) => new(WebhookEvent.IdOf(end), TitleOf(batch, end), [.. LinesOf(batch)], link);

    /// <summary>Failed, expired, or with items that failed.</summary>
    public static bool IsFailure(Batch batch, BatchEnd end) => batch.FailedItems > 0 || end.Status is "failed" or "expired";

    private static Sentence TitleOf(Batch batch, BatchEnd end) => end.Status switch
    {
        "completed" when batch.FailedItems > 0 => (Sentence)$"The batch '{batch.Name}' is done, with failures.",
        "completed" => $"The batch '{batch.Name}' is done.",
        "cancelled" => $"The batch '{batch.Name}' was cancelled.",
        "expired" => $"The batch '{batch.Name}' was not done in time.",
        "failed" => $"The batch '{batch.Name}' failed.",
        var other => throw new ArgumentOutOfRangeException(nameof(end), other, "A batch ends in one of five ways."),
    };

    private static IEnumerable<Sentence> LinesOf(Batch batch)
    {
        if (batch.Problem is { } problem)
            yield return $"The reason: {problem}";
        yield return $"Of {batch.TotalItems:N0} items, {batch.SucceededItems:N0} succeeded, {batch.FailedItems:N0} failed and {batch.CancelledItems:N0} were cancelled.";
        if (batch.FlaggedItems > 0)
            yield return $"{batch.FlaggedItems:N0} answers have flags and want a look.";
        if (batch.DurationMs > 0)
            yield return $"It took {DurationOf(batch)}.";
    }

    /// <summary>By the signs of the units, which every language has.</summary>
    private static string DurationOf(Batch batch) => TimeSpan.FromMilliseconds(batch.DurationMs) switch
    {
        { TotalHours: >= 1 } lasting => InvariantText.Of($"{(long)lasting.TotalHours} h {lasting.Minutes} min"),
        { TotalMinutes: >= 1 } middle => InvariantText.Of($"{middle.Minutes} min {middle.Seconds} s"),
        var brief => InvariantText.Of($"{brief.TotalSeconds:0.#} s"),
    };
}
