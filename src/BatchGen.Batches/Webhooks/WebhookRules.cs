using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Webhooks;

/// <summary>What a webhook must look like to be taken. Where it leads is judged when it is called.</summary>
public static class WebhookRules
{
    private const int MinSecretBytes = 24;
    private const int MaxSecretBytes = 64;

    /// <exception cref="RequestRefusedException">Address or secret are unusable.</exception>
    public static WebhookTarget Require(string url, string secret)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(secret);
        if (url.Length > BatchNotice.MaxAddressLength
            || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
            || address.UserInfo.Length > 0)
            throw new RequestRefusedException(
                "invalid_webhook",
                $"'webhook.url' must be an http or https address of at most {BatchNotice.MaxAddressLength:N0} characters without a user name in it.",
                "webhook.url");
        if (!IsUsable(secret))
            throw new RequestRefusedException(
                "invalid_webhook",
                $"'webhook.secret' must be '{WebhookSignature.SecretPrefix}' and base64 of {MinSecretBytes} to {MaxSecretBytes} random bytes.",
                "webhook.secret");
        return new WebhookTarget(address, secret);
    }

    private static bool IsUsable(string secret)
    {
        try
        {
            return secret.StartsWith(WebhookSignature.SecretPrefix, StringComparison.Ordinal)
                && WebhookSignature.KeyOf(secret).Length is >= MinSecretBytes and <= MaxSecretBytes;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
