using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Webhooks;

namespace BatchGen.Batches.Orders;

/// <summary>What <c>POST /v1/batches</c> asks for, judged by itself; whether the file exists is still to be seen.</summary>
/// <param name="CompletionWindow">"24h".</param>
/// <param name="OutputExpiresAfter">How long result files are kept; null keeps them.</param>
public sealed record NewOrder(
    string InputFileId,
    string Endpoint,
    string CompletionWindow,
    IReadOnlyDictionary<string, string>? Metadata,
    TimeSpan? OutputExpiresAfter,
    WebhookTarget? Webhook)
{
    /// <summary>The model, or an alias, that runs every line whatever it names; null goes by what the lines name.</summary>
    public string? ModelName { get; init; }

    /// <summary>Whom else to tell; null tells nobody but whom the submitter chose for all their batches.</summary>
    public NoticeWish? Notify { get; init; }

    /// <summary>Whose it will be, which quotas go by; null without sign-in.</summary>
    public Submitter? Submitter { get; init; }

    /// <summary>Whose files it may be made of; null takes everybody's.</summary>
    public long? FilesOf { get; init; }

    /// <summary>The idempotency key that it came with.</summary>
    public HeldKey? Key { get; init; }
}
