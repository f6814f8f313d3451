namespace BatchGen.Batches.Requests;

/// <summary>
/// The endpoint that a line's "url" or an order's "endpoint" means, however it is spelled: with its host, without /v1 (as Azure's
/// batch files have it), with a slash too many, in capitals. Routes take the same of live requests.
/// </summary>
public static class EndpointUrl
{
    public const string Chat = "/v1/chat/completions";
    public const string Completions = "/v1/completions";

    /// <returns><see cref="Chat"/> or <see cref="Completions"/>; null when it means neither.</returns>
    public static string? Find(string spelled)
    {
        ArgumentNullException.ThrowIfNull(spelled);
        var names = PathOf(spelled.Trim()).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', names).ToUpperInvariant() switch
        {
            "V1/CHAT/COMPLETIONS" or "CHAT/COMPLETIONS" => Chat,
            "V1/COMPLETIONS" or "COMPLETIONS" => Completions,
            _ => null,
        };
    }

    private static string PathOf(string spelled)
    {
        // A path alone is an absolute address too where files are named like that.
        return Uri.TryCreate(spelled, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address.AbsolutePath
            : spelled.Split('?', '#')[0];
    }
}
