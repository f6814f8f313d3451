using System.Text;
using System.Text.Json.Nodes;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>A valid JSON text with one thing wrong in it.</summary>
internal sealed class JsonMutation(Random random)
{
    private static readonly string[] Numbers = ["1e308", "-1", "0", "99999999999999999999", "1e999", "0.0000001", "NaN", "-0", "2147483648"];

    private static readonly string[] Texts =
        ["", "\\ud800", "\\u0000", "<|assistant|>", "𝔘", "' OR 1=1 --", "../../etc/passwd", "http://169.254.169.254/", "${jndi:x}", "%s%n"];

    public byte[] Of(string json)
    {
        var root = JsonNode.Parse(json)!;
        var bytes = Encoding.UTF8.GetBytes(Written(root));
        return random.Next(12) switch
        {
            // The rest changes bytes, not the document.
            0 => bytes[..random.Next(bytes.Length)],
            1 => WithByte(bytes, [0xFF]),
            2 => WithByte(bytes, [0xC3, 0x28]),
            3 => WithByte(bytes, "\0"u8.ToArray()),
            4 => [.. bytes, .. bytes],
            _ => Encoding.UTF8.GetBytes(Mutated(root)),
        };
    }

    private string Mutated(JsonNode root)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        const string Mark = "@@here@@";
        var place = places[random.Next(places.Count)];
        if (random.Next(5) == 0 && place.Parent is JsonObject owner)
        {
            owner.Remove(place.GetPropertyName());
            return Written(root);
        }

        if (random.Next(6) == 0 && place is JsonObject with)
            with[random.Next(2) == 0 ? "colour" : ""] = Mark;
        else if (place.Parent is null)
            return Value();
        else
            place.ReplaceWith(Mark);
        return Written(root).Replace($"\"{Mark}\"", Value(), StringComparison.Ordinal);
    }

    private string Value() => random.Next(9) switch
    {
        0 => "null",
        1 => "true",
        2 or 3 => Numbers[random.Next(Numbers.Length)],
        4 => "[]",
        5 => "{}",
        6 => new string('[', 80) + new string(']', 80),
        7 => $"\"{new string('x', 1 << random.Next(16))}\"",
        _ => $"\"{Texts[random.Next(Texts.Length)]}\"",
    };

    private byte[] WithByte(byte[] bytes, byte[] wrong)
    {
        var at = random.Next(bytes.Length);
        return [.. bytes[..at], .. wrong, .. bytes[at..]];
    }

    private static string Written(JsonNode node) => node.ToJsonString();

    private static void Collect(JsonNode node, List<JsonNode> places)
    {
        places.Add(node);
        foreach (var child in node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        })
        {
            if (child is not null)
                Collect(child, places);
        }
    }
}
