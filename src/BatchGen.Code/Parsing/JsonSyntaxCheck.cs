using System.Text;
using System.Text.Json;

namespace BatchGen.Code.Parsing;

/// <summary>Strict JSON (RFC 8259): no comments, no trailing commas.</summary>
internal sealed class JsonSyntaxCheck : ISyntaxCheck
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 1000 };

    public SyntaxVerdict Check(string code)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(code), Strict);
        try
        {
            while (reader.Read())
            {
                // Only whether it gets to the end matters.
            }

            return SyntaxVerdict.Valid;
        }
        catch (JsonException error)
        {
            return SyntaxVerdict.Invalid((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1, FirstSentence(error.Message));
        }
    }

    /// <summary>The rest of the message repeats the place, counted from 0.</summary>
    private static string FirstSentence(string message) => message.Split(" LineNumber:")[0];
}
