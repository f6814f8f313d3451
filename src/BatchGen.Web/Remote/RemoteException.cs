namespace BatchGen.Web.Remote;

/// <summary>What a command asked of a server did not come; the message is the sentence for whoever asked.</summary>
/// <param name="code">Stable, of docs/errors.md; the server's own where it refused.</param>
internal sealed class RemoteException(RemoteFault fault, string code, string message, Exception? cause = null) : Exception(message, cause)
{
    public RemoteFault Fault { get; } = fault;

    public string Code { get; } = code;

    /// <summary>After which the same may be taken; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

internal enum RemoteFault
{
    /// <summary>The server was asked, and said no.</summary>
    Refused,

    /// <summary>It was not asked: nobody answers, the connection broke, or what answers is no BatchGen of this version.</summary>
    NotReached,

    /// <summary>It was asked, and does not take the key, or the key may not do this.</summary>
    KeyRefused,

    /// <summary>What was given cannot be an address or a key.</summary>
    Unusable,
}
