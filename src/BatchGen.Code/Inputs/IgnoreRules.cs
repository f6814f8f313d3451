using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.FileSystemGlobbing;

namespace BatchGen.Code.Inputs;

/// <summary>
/// Which files of an upload are left out. One pattern a line, read like a .gitignore: <c>*.min.js</c> and <c>bin/</c>
/// match at any depth, a pattern with a slash inside starts at the top, <c>!</c> takes files back in, the last
/// pattern that matches decides, <c>#</c> starts a comment. Wildcards are <c>*</c> and <c>**</c>; brackets and question
/// marks are text. Upper and lower case are the same. Thread-safe.
/// </summary>
[JsonConverter(typeof(IgnoreRulesJson))]
public sealed class IgnoreRules
{
    private readonly Matcher _ignored = new(StringComparison.OrdinalIgnoreCase, preserveFilterOrder: true);

    private IgnoreRules(IReadOnlyList<string> patterns) => Patterns = patterns;

    /// <summary>What is generated, fetched or locked rather than written; shown on the page, where it can be edited.</summary>
    public static IReadOnlyList<string> DefaultPatterns { get; } =
    [
        ".git/", ".hg/", ".svn/", ".vs/", ".idea/", ".gradle/", ".terraform/", "__MACOSX/", ".DS_Store", "Thumbs.db",
        "node_modules/", "bower_components/", "vendor/", "bin/", "obj/", "dist/", "target/", "coverage/",
        ".venv/", "venv/", "__pycache__/", ".mypy_cache/", ".pytest_cache/", ".tox/", "*.egg-info/",
        "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "packages.lock.json", "go.sum", "*.lock", "*.lockb",
        "*.min.js", "*.min.css", "*.map",
    ];

    public static IgnoreRules Default { get; } = Parse(DefaultPatterns);

    public static IgnoreRules None { get; } = Parse([]);

    public IReadOnlyList<string> Patterns { get; }

    /// <exception cref="InputException">ignore_pattern_invalid: a pattern leads out of the upload's folder.</exception>
    public static IgnoreRules Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] patterns = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        var rules = new IgnoreRules(patterns);
        foreach (var pattern in patterns)
            rules.Add(pattern);
        return rules;
    }

    public bool Ignores(SafePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _ignored.Match(path.Value).HasMatches;
    }

    private void Add(string pattern)
    {
        var body = pattern.TrimStart('!').Replace('\\', '/');
        if (body.Split('/').Contains("..") || body.Trim('/').Length == 0)
            throw new InputException(
                "ignore_pattern_invalid", $"The ignore pattern \"{pattern}\" names nothing inside the upload; use patterns such as *.min.js, bin/ or docs/**.");
        foreach (var glob in GlobsOf(body))
        {
            if (pattern[0] == '!')
                _ignored.AddExclude(glob);
            else
                _ignored.AddInclude(glob);
        }
    }

    private static string[] GlobsOf(string body)
    {
        var inner = body.Trim('/');
        var anyDepth = !inner.Contains('/') && body[0] != '/';
        var glob = anyDepth ? "**/" + inner : inner;
        var below = glob.EndsWith("**", StringComparison.Ordinal) ? glob : glob + "/**";
        return body.EndsWith('/') ? [below] : [glob, below];
    }
}

/// <summary>Rules as the list of their patterns: what templates keep of them.</summary>
internal sealed class IgnoreRulesJson : JsonConverter<IgnoreRules>
{
    public override IgnoreRules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IgnoreRules.Parse(JsonSerializer.Deserialize<string[]>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, IgnoreRules value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Patterns, options);
}
