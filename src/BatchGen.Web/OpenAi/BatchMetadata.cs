using System.Text.Json;
using BatchGen.Batches.Requests;
using BatchGen.Web.Wire;

namespace BatchGen.Web.OpenAi;

/// <summary>The caller's own pairs: OpenAI's limits are 16 of them, 64 characters a key and 512 a value.</summary>
internal static class BatchMetadata
{
    private const string Name = "metadata";
    private const int MaxPairs = 16;
    private const int MaxKeyLength = 64;
    private const int MaxValueLength = 512;

    /// <exception cref="RequestRefusedException">It passes a limit or holds something else than texts.</exception>
    public static IReadOnlyDictionary<string, string>? Read(JsonElement body)
    {
        if (!body.TryGetProperty(Name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            throw new RequestRefusedException(ProblemCodes.InvalidType, $"'{Name}' must be an object.", Name);

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw new RequestRefusedException(ProblemCodes.InvalidType, $"Every value in '{Name}' must be a string; that of '{Shown.Of(property.Name)}' is not.", Name);
            pairs[property.Name] = JsonText.Of(property.Value, Name);
        }

        if (pairs.Count > MaxPairs || pairs.Any(pair => pair.Key.Length is 0 or > MaxKeyLength || pair.Value.Length > MaxValueLength))
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{Name}' may hold {MaxPairs} pairs of keys of 1 to {MaxKeyLength} and values of at most {MaxValueLength} characters.", Name);
        return pairs;
    }
}
