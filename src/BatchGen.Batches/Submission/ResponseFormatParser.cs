namespace BatchGen.Batches.Submission;

/// <summary>Reads OpenAI's "response_format".</summary>
internal static class ResponseFormatParser
{
    /// <returns>Null for plain text.</returns>
    public static ResponseFormat? Parse(JsonField field)
    {
        field.RequireObject();
        var type = field.Value.TryGetProperty("type", out var value) ? new JsonField(field.PathOf("type"), value).Text() : null;
        return type switch
        {
            "text" => null,
            null => throw new BadLineException(ProblemCodes.MissingField, $"'{field.Path}.type' is missing.", field.PathOf("type")),
            _ => throw new BadLineException(
                ProblemCodes.UnsupportedField, $"'{field.Path}.type' is \"{Shown.Of(type)}\"; supported is \"text\".", field.PathOf("type")),
        };
    }
}
