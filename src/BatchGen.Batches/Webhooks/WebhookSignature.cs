using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BatchGen.Batches.Webhooks;

/// <summary>
/// Signs a call as the Standard Webhooks specification (version 1.0.0) says and OpenAI's clients check: HMAC-SHA256
/// over <c>{id}.{timestamp}.{body}</c>. The timestamp is signed too, so that an old call cannot be played again.
/// </summary>
internal static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    /// <returns>The value of the header <c>webhook-signature</c>.</returns>
    public static string Of(string secret, string id, DateTimeOffset at, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), Encoding.UTF8.GetBytes(signed)));
    }

    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static byte[] KeyOf(string secret) => Convert.FromBase64String(
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
}
