using System.Text.RegularExpressions;

namespace BatchGen.Web.Telemetry;

/// <summary>
/// Takes out of a line what would let its reader in. Nothing of ours logs a secret (a test holds the program to it); this is for lines of
/// libraries, such as a connection string in an exception.
/// </summary>
internal static partial class Redaction
{
    private const string Shown = "${name}[hidden]";

    public static string Of(string text) => Tokens().Replace(Pairs().Replace(Keys().Replace(text, "[hidden]"), Shown), Shown);

    /// <summary>API keys of ours and of those whose clients people use.</summary>
    [GeneratedRegex(@"\b(?:bgk_|sk-)[A-Za-z0-9_\-]{8,}")]
    private static partial Regex Keys();

    [GeneratedRegex(
        @"(?<name>\b(?:password|passwd|pwd|secret|api[-_ ]?key|access[-_ ]?token)\s*[=:]\s*)(?:""[^""]*""|'[^']*'|[^\s;,&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Pairs();

    /// <summary>Headers, passwords in an address, and the tokens of sign-in links.</summary>
    [GeneratedRegex(@"(?<name>\bBearer\s+|://[^\s:/@]+:(?=[^\s/@]+@)|[?&](?:token|code|key)=)[^\s@&""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();
}
