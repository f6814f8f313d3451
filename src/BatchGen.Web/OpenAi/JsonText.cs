using System.Text.Json;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.OpenAi;

/// <summary>A JSON string as text.</summary>
internal static class JsonText
{
    /// <exception cref="RequestRefusedException">It holds half of a surrogate pair, which JSON allows and text does not, or a zero, which PostgreSQL does not store.</exception>
    public static string Of(JsonElement value, string name)
    {
        try
        {
            var text = value.GetString()!;
            if (!text.Contains('\0'))
                return text;
        }
        catch (InvalidOperationException)
        {
            // Said below.
        }

        throw new RequestRefusedException(ProblemCodes.InvalidJson, $"'{name}' holds half of a surrogate pair or the character U+0000, which are no text.", name);
    }
}
