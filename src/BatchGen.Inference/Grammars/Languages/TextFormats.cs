using System.Collections.Concurrent;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// The formats of texts that are held, each as the forms of it that every validator takes: RFC 3339 without leap seconds and
/// with offsets up to 14 hours, host names of ASCII, mail addresses without quotes, addresses of the usual schemes.
/// </summary>
internal static class TextFormats
{
    private const int Work = 20_000_000;

    private const string LeapDay = @"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29";
    private const string OtherDay = @"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))";
    private const string Day = $"(?:{LeapDay}|{OtherDay})";
    private const string Clock = @"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?";
    private const string Offset = @"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))";
    private const string Label = "[A-Za-z0-9](?:-?[A-Za-z0-9]){0,20}";
    private const string LastLabel = "[A-Za-z](?:-?[A-Za-z0-9]){1,14}";
    private const string Host = $"(?:{Label}\\.){{0,4}}{LastLabel}";
    private const string Byte = @"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)";
    private const string Ipv4 = $@"{Byte}(?:\.{Byte}){{3}}";
    private const string UrlCharacter = "[A-Za-z0-9._~&+,;=:@/-]";
    private const string Base64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
    private const string ClockSpan = @"(?:\d{1,5}H(?:\d{1,5}M(?:\d{1,5}S)?)?|\d{1,5}M(?:\d{1,5}S)?|\d{1,5}S)";
    private const string DaySpan = @"(?:\d{1,5}D|\d{1,5}M(?:\d{1,5}D)?|\d{1,5}Y(?:\d{1,5}M(?:\d{1,5}D)?)?)";

    private const string Mail =
        $@"[A-Za-z0-9_+-]{{1,24}}(?:\.[A-Za-z0-9_+-]{{1,24}})?@(?:[A-Za-z0-9](?:-?[A-Za-z0-9]){{0,20}}\.){{1,3}}[A-Za-z]{{2,12}}";

    private const string Url =
        $@"(?:https?|ftp|wss?)://(?:{Host}|{Ipv4})(?::[1-9]\d{{1,3}})?(?:/{UrlCharacter}{{0,90}})?(?:\?{UrlCharacter}{{1,60}})?(?:#{UrlCharacter}{{1,20}})?";

    private const string ShortHost = "(?:[A-Za-z0-9](?:-?[A-Za-z0-9]){0,7}\\.){0,1}[A-Za-z](?:[A-Za-z0-9]){1,7}";
    private const string ShortMail = $"[A-Za-z0-9_+-]{{1,12}}@[A-Za-z0-9]{{1,10}}\\.[A-Za-z]{{2,6}}";
    private const string ShortUrl = $"https?://{ShortHost}(?:/[A-Za-z0-9._~-]{{0,20}}){{0,1}}";

    private static readonly Dictionary<string, string> Patterns = new(StringComparer.Ordinal)
    {
        ["date"] = $"(?!0000){Day}",
        ["time"] = Clock + Offset,
        // Not the first and the last year: with an offset they would lie outside what programs can hold.
        ["date-time"] = $"(?!000[01]|9999){Day}T{Clock}{Offset}",
        ["duration"] = $"P(?:{DaySpan}(?:T{ClockSpan})?|T{ClockSpan}|\\d{{1,5}}W)",
        ["uuid"] = Uuid("[0-9a-fA-F]"),
        ["uuid1"] = Uuid("1"),
        ["uuid3"] = Uuid("3"),
        ["uuid4"] = Uuid("4"),
        ["uuid5"] = Uuid("5"),
        ["uuid7"] = Uuid("7"),
        ["email"] = Mail,
        ["idn-email"] = Mail,
        ["hostname"] = Host,
        ["idn-hostname"] = Host,
        ["ipv4"] = Ipv4,
        ["ipv6"] = Ipv6(),
        ["ipvanyaddress"] = $"(?:{Ipv4}|{Ipv6()})",
        ["uri"] = Url,
        ["url"] = Url,
        ["iri"] = Url,
        ["uri-reference"] = $"(?:{Url}|/{UrlCharacter}{{0,90}})",
        ["iri-reference"] = $"(?:{Url}|/{UrlCharacter}{{0,90}})",
        ["json-pointer"] = "(?:/(?:[^~/]|~[01])*)*",
        ["byte"] = Base64,
        ["base64"] = Base64,
        ["color"] = "#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})",
    };

    /// <summary>Where a length is bounded, counting characters of the long forms would take too many states.</summary>
    private static readonly Dictionary<string, string> ShortPatterns = new(StringComparer.Ordinal)
    {
        ["email"] = ShortMail,
        ["idn-email"] = ShortMail,
        ["hostname"] = ShortHost,
        ["idn-hostname"] = ShortHost,
        ["uri"] = ShortUrl,
        ["url"] = ShortUrl,
        ["iri"] = ShortUrl,
        ["uri-reference"] = ShortUrl,
        ["iri-reference"] = ShortUrl,
    };

    /// <summary>They say what a text is for, and allow every text.</summary>
    private static readonly HashSet<string> Names =
        new(StringComparer.Ordinal) { "password", "binary", "path", "file-path", "directory-path", "textarea", "markdown", "html", "code" };

    private static readonly ConcurrentDictionary<string, Automaton> Known = new(StringComparer.Ordinal);

    /// <summary>In words, for a refusal.</summary>
    public static string All => string.Join(", ", Patterns.Keys);

    public static bool IsHeld(string format) => Patterns.ContainsKey(format);

    public static bool IsName(string format) => Names.Contains(format);

    /// <param name="format">One that is held.</param>
    /// <param name="isShort">Without its long forms, where it has any.</param>
    public static Automaton Of(string format, bool isShort = false) => isShort && ShortPatterns.TryGetValue(format, out var pattern)
        ? Known.GetOrAdd(format + " (short)", _ => Read(pattern))
        : Known.GetOrAdd(format, name => Read(Patterns[name]));

    /// <summary>For values that no grammar wrote: addresses are judged by .NET, which takes more forms than are written.</summary>
    public static bool Matches(string format, string text) => format switch
    {
        "uri" or "url" or "iri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uri-reference" or "iri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        _ => !IsHeld(format) || Of(format).Matches(text),
    };

    private static Automaton Read(string pattern) => TextPattern.Read(Anchored(pattern), isWide: false, new WorkBudget(Work));

    // A lookahead is read where the expression begins, which is before the group.
    private static string Anchored(string pattern) =>
        pattern.StartsWith("(?!", StringComparison.Ordinal) ? $"^{pattern}$" : $"^(?:{pattern})$";

    private static string Uuid(string version) => $"[0-9a-fA-F]{{8}}-[0-9a-fA-F]{{4}}-{version}[0-9a-fA-F]{{3}}-[0-9a-fA-F]{{4}}-[0-9a-fA-F]{{12}}";

    /// <summary>Eight groups, or fewer with one "::" (RFC 4291, section 2.2); without an IPv4 tail.</summary>
    private static string Ipv6()
    {
        const string Group = "[0-9a-fA-F]{1,4}";
        var shortened = Enumerable.Range(0, 7).Select(before =>
            (before == 0 ? "" : before == 1 ? Group : InvariantText.Of($"{Group}(?::{Group}){{{before - 1}}}")) + "::"
            + InvariantText.Of($"(?:{Group}(?::{Group}){{0,{6 - before}}})?"));
        return $"(?:{Group}(?::{Group}){{7}}|{string.Join('|', shortened)})";
    }
}
