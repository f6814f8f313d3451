namespace BatchGen.Inference.Grammars;

/// <summary>A JSON schema that cannot be turned into a grammar whose every answer is valid.</summary>
/// <param name="keyword">The keyword that is not supported or wrong.</param>
/// <param name="message">A sentence that names it and where it stands.</param>
public sealed class SchemaException(string keyword, string message) : Exception(message)
{
    public string Keyword { get; } = keyword;
}
