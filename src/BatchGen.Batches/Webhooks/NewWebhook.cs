using System.Security.Cryptography;

namespace BatchGen.Batches.Webhooks;

/// <summary>Whom somebody wants to be called when a batch has ended, as they wrote it; <see cref="WebhookRules"/> judges it.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Secret">"whsec_" and base64 of 24 to 64 bytes: signs the calls.</param>
public sealed record NewWebhook(string Url, string Secret)
{
    private const int SecretBytes = 32;

    /// <summary>A secret that nobody has yet.</summary>
    public static string DrawSecret() => WebhookSignature.SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
}
