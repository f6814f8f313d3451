namespace BatchGen.Web.Access;

/// <summary>The server must not start like this. The message is a sentence for a person; the code is stable.</summary>
internal sealed class AccessException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
