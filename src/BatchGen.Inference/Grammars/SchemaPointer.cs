using System.Globalization;
using System.Text.Json;

namespace BatchGen.Inference.Grammars;

/// <summary>Where a <c>$ref</c> within one schema leads (a JSON pointer as a URI fragment: RFC 6901, section 6).</summary>
internal static class SchemaPointer
{
    public static bool IsWithin(string target) => target == "#" || target.StartsWith("#/", StringComparison.Ordinal);

    /// <summary>The pointer to a member, or an item, of what another points to.</summary>
    public static string Child(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <returns>Null when it leads to nothing.</returns>
    public static JsonElement? Find(JsonElement root, string target)
    {
        var found = root;
        foreach (var part in target.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var member))
                found = member;
            else if (found.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < found.GetArrayLength())
                found = found[index];
            else
                return null;
        }

        return found;
    }
}
