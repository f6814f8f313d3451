namespace BatchGen.Web.Controls.Answers;

/// <summary>Which addresses in an answer may be followed.</summary>
internal static class OutsideLink
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    /// <summary>
    /// Only whole addresses of the web and of mail. A script or data address would act as us, and a path without a host
    /// would lead into our own pages, which no answer knows.
    /// </summary>
    /// <returns>The address as it is understood, or null when it is shown and not followed.</returns>
    public static string? Of(string? address) =>
        Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) ? uri.AbsoluteUri : null;
}
