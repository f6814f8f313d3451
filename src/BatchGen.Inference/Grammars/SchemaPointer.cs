using System.Text.Json;

namespace BatchGen.Inference.Grammars;

/// <summary>Where a <c>$ref</c> within one schema leads (a JSON pointer as a URI fragment: RFC 6901, section 6).</summary>
internal static class SchemaPointer
{
    public static bool IsWithin(string target) => target == "#" || target.StartsWith("#/", StringComparison.Ordinal);

    /// <returns>Null when it leads to nothing.</returns>
    public static JsonElement? Find(JsonElement root, string target)
    {
        JsonElement found = root;
        foreach (string part in target.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return null;
        }

        return found;
    }
}
