using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars;

/// <summary>A JSON schema that cannot be turned into a grammar whose every answer is valid.</summary>
/// <param name="keyword">The keyword that is not supported or wrong.</param>
/// <param name="message">A sentence that names it and where it stands.</param>
public sealed class SchemaException(string keyword, InvariantText message) : Exception(message.ToString())
{
    public string Keyword { get; } = keyword;

    internal static SchemaException Wrong(string keyword, string path, InvariantText rule) =>
        new(keyword, $"The schema is wrong: '{keyword}' at {path} {rule.ToString()}.");

    internal static SchemaException Unsupported(string keyword, string path) =>
        new(keyword, $"The schema's keyword '{keyword}' at {path} is not supported. Remove it.");

    internal static SchemaException NotHeld(string keyword, string path, InvariantText reason) =>
        new(keyword, $"The schema's keyword '{keyword}' at {path} cannot be held to: {reason.ToString()}. Change or remove it.");

    /// <summary>The same, of one of several functions.</summary>
    internal SchemaException Of(string function) => new(Keyword, $"The parameters of the function \"{function}\": {Message}");
}
