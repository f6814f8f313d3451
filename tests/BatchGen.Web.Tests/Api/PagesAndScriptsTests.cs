using System.Text.RegularExpressions;
using BatchGen.Testing;

namespace BatchGen.Web.Tests.Api;

/// <summary>
/// Whatever a page can do, a script can. Read from the sources: every method of a service that changes something, called by a page, is called by
/// a route of one of the two APIs too, or stands here with what a script does instead.
/// </summary>
public sealed partial class PagesAndScriptsTests
{
    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["Accounts.SetPasswordAsync"] = "a person chooses their own password, on the page that a link leads to",
        ["SignInLinks.UseAsync"] = "as above",
        ["LaterSubmission.SaveAsync"] = "POST /api/templates, then POST /api/schedules with once_at",
    };

    /// <summary>What a method does that changes nothing.</summary>
    private static readonly string[] Looks = ["Get", "List", "Find", "Read", "Count", "Peek", "Preview", "Subscribe", "Judge", "Open", "Load", "Plan", "Estimate", "Wait"];

    [Fact]
    public void EveryChangeThatAPageMakes_CanBeMadeByAScript()
    {
        var services = Services();
        var byPages = Calls(services, "Pages", "Layout", "Controls", "Components").ToHashSet(StringComparer.Ordinal);
        var byScripts = Calls(services, "Api", "OpenAi").ToHashSet(StringComparer.Ordinal);

        Assert.True(byPages.Count > 20, $"Only {byPages.Count} changes were found in pages: the sources are written another way than this test reads.");
        Assert.Empty(byPages.Except(byScripts).Except(Instead.Keys).Order(StringComparer.Ordinal));
        Assert.Empty(Instead.Keys.Except(byPages));
    }

    /// <summary>"Type.Method" for every call on something of a service's type that changes something.</summary>
    private static IEnumerable<string> Calls(IReadOnlySet<string> services, params string[] folders)
    {
        foreach (var file in folders.Select(folder => Path.Combine(SourceTree.Root, "src", "BatchGen.Web", folder)).SelectMany(
            folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)))
        {
            if (Path.GetExtension(file) is not (".cs" or ".razor"))
                continue;
            // A page's names stand in its two files.
            var whole = File.ReadAllText(file) + (File.Exists(file + ".cs") ? File.ReadAllText(file + ".cs") : "")
                + (file.EndsWith(".razor.cs", StringComparison.Ordinal) ? File.ReadAllText(file[..^3]) : "");
            var types = Named().Matches(whole).Where(match => services.Contains(match.Groups["type"].Value))
                .GroupBy(match => match.Groups["name"].Value).ToDictionary(group => group.Key, group => group.First().Groups["type"].Value);
            foreach (Match call in Called().Matches(File.ReadAllText(file)))
            {
                if (types.TryGetValue(call.Groups["name"].Value, out var type)
                    && !Looks.Any(look => call.Groups["method"].Value.StartsWith(look, StringComparison.Ordinal)))
                    yield return $"{type}.{call.Groups["method"].Value}";
            }
        }
    }

    /// <summary>Classes of the rooms below, and of this one's own, that keep something.</summary>
    private static HashSet<string> Services() =>
    [
        "Accounts", "ApiKeys", "SignInLinks", "BatchControl", "QueueControl", "BatchLabelling", "BatchTemplates", "BatchSchedules", "ScheduleRunner", "LaterSubmission",
        "ModelRegistry", "ModelJobs", "DeviceLimits", "SettingsStore", "BatchSubmission", "FileStore",
    ];

    /// <summary>A property, field, parameter or @inject of a type.</summary>
    [GeneratedRegex(@"\b(?<type>[A-Z][A-Za-z]+)\s+(?<name>_?[A-Za-z]+)\s*(?=[,);{=\r\n])")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?<name>_?[A-Za-z]+)\.(?<method>[A-Z][A-Za-z]+)\b")]
    private static partial Regex Called();
}
