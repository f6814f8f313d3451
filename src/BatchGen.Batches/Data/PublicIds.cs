using System.Security.Cryptography;

namespace BatchGen.Batches.Data;

/// <summary>Names in URLs and in the API: not to be guessed, and nothing to be learnt from them.</summary>
internal static class PublicIds
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Length = 24;

    public static string NewBatch() => "batch_" + Random();

    public static string NewFile() => "file-" + Random();

    private static string Random() => RandomNumberGenerator.GetString(Alphabet, Length);
}
