using System.Security.Cryptography;
using System.Text;

namespace BatchGen.Web.Access;

/// <summary>Makes what is shown once, and what is kept of it.</summary>
internal static class Secrets
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Letters and digits: 43 of them are worth 256 bits.</summary>
    private const int Length = 43;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>SHA-256, as hexadecimal digits. Looked up by equality of hashes, so comparing tells nothing about the secret.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
