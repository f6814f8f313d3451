namespace BatchGen.Inference.Grammars;

/// <summary>A JSON schema that cannot be turned into a grammar whose every answer is valid.</summary>
/// <param name="keyword">The keyword that is not supported or wrong.</param>
/// <param name="message">A sentence that names it and where it stands.</param>
public sealed class SchemaException(string keyword, string message) : Exception(message)
{
    public string Keyword { get; } = keyword;

    internal static SchemaException Wrong(string keyword, string path, string rule) => new(keyword, $"The schema is wrong: '{keyword}' at {path} {rule}.");

    internal static SchemaException Unsupported(string keyword, string path) =>
        new(keyword, $"The schema's keyword '{keyword}' at {path} is not supported. Remove it.");

    internal static SchemaException NotHeld(string keyword, string path, string reason) =>
        new(keyword, $"The schema's keyword '{keyword}' at {path} cannot be held to: {reason}. Change or remove it.");

    /// <summary>The same, of one of several functions.</summary>
    internal SchemaException Of(string function) => new(Keyword, $"The parameters of the function \"{function}\": {Message}");
}
