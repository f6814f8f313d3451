using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace BatchGen.Web.OpenAi;

/// <summary>The name of a file in a multipart upload, as it was before its sender wrote it into a header.</summary>
internal static partial class UploadName
{
    public static string Of(ContentDispositionHeaderValue disposition) => disposition.FileNameStar.HasValue
        ? disposition.FileNameStar.ToString()
        : Unescaped(disposition.FileName.ToString());

    /// <summary>
    /// A quote is written as \" (RFC 9110's quoted-pair; curl before 7.81, most libraries) or as %22 with line ends as %0D%0A (WHATWG's
    /// multipart/form-data, browsers). Any other backslash parts folders, as old browsers on Windows send them, and stays.
    /// </summary>
    private static string Unescaped(string name) => QuotedPair().Replace(HeaderUtilities.RemoveQuotes(name).ToString(), "$1")
        .Replace("%22", "\"", StringComparison.Ordinal)
        .Replace("%0D", "", StringComparison.OrdinalIgnoreCase)
        .Replace("%0A", "", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex QuotedPair();
}
