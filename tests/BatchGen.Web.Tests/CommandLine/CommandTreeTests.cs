using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.CommandLine.Servers;

namespace BatchGen.Web.Tests.CommandLine;

/// <summary>What holds for every verb: it has an example, stands in docs/command-line.md with all that it takes, and is completed.</summary>
public sealed partial class CommandTreeTests
{
    private static readonly string[] Everywhere = ["--help", "--version"];

    public static TheoryData<string> Verbs => [.. All().Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_HasADescriptionAndAnExample(string path)
    {
        using var shell = new Shell();

        var help = (await shell.RunAsync([.. path.Split(' '), "--help"])).Succeeded();

        var example = Assert.Single(help.Lines, line => line.StartsWith("  batchgen ", StringComparison.Ordinal));
        Assert.StartsWith($"  batchgen {path}", example, StringComparison.Ordinal);
        Assert.Contains("Description:", help.Output, StringComparison.Ordinal);
    }

    /// <summary>What the help says to type is what the program understands.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void Example_IsUnderstood(string path)
    {
        var verb = Assert.IsType<Verb>(All().Single(verb => verb.Path == path).Command);
        var line = verb.Example.Split(" >> ")[0];

        Assert.Empty(Root().Parse(line.Split(' ')).Errors);
    }

    /// <summary>Of one document on standard output, on which a service unit's log would be none.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryVerb_TakesJson(string path) => Assert.Equal(
        path is not ("serve" or "completion"), All().Single(verb => verb.Path == path).Command.Options.Any(option => option.Name == CommonOptions.JsonName));

    [Fact]
    public void Document_HasEveryVerbWithWhatItTakes_AndNoOther()
    {
        var written = Sections().ToDictionary(section => section.Path, section => section.Takes);

        Assert.Equal(All().Select(verb => verb.Path).Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, command) in All())
            Assert.Equal((path, string.Join(' ', TakesOf(command))), (path, string.Join(' ', written[path])));
    }

    /// <summary>Lines of its examples that call the program.</summary>
    [Fact]
    public void Document_HasExamplesThatAreUnderstood_OneAVerbAtLeast()
    {
        var document = Document();
        var examples = Example().Matches(document).Select(match => match.Groups["line"].Value.Trim()).ToList();

        Assert.All(examples, line => Assert.Empty(Root().Parse(line.Split(' ')).Errors));
        Assert.Empty(Sections().Where(section => !Example().IsMatch(section.Text)).Select(section => section.Path));
    }

    [Theory]
    [InlineData("batchgen batc", "batches")]
    [InlineData("batchgen batches sho", "show")]
    [InlineData("batchgen batches list --js", "--json")]
    [InlineData("batchgen models quantize m q4_", "q4_k_m")]
    [InlineData("batchgen keys create x --scope adm", "administer")]
    [InlineData("batchgen plan m --kv-type q4", "q4_0")]
    [InlineData("batchgen run x --task tra", "translate")]
    [InlineData("batchgen submit x --name-encoding GB", "GB18030")]
    public async Task Completion_FindsVerbsOptionsAndValues(string line, string found)
    {
        using var shell = new Shell();

        var candidates = (await shell.RunAsync($"[suggest:{line.Length}]", line)).Succeeded().Lines;

        Assert.Contains(found, candidates);
    }

    /// <summary>Where help lists the values, exactly these are offered.</summary>
    [Fact]
    public void Completion_OffersWhatTheHelpLists()
    {
        foreach (var option in All().SelectMany(verb => verb.Command.Options).Where(option => option.HelpName is { } name && name.Contains('|')))
        {
            var words = option.HelpName!.Split('|').Where(word => word.All(char.IsAsciiLetterLower)).Order(StringComparer.Ordinal);
            var offered = option.GetCompletions(CompletionContext.Empty).Select(item => item.InsertText).Where(word => word!.Any(char.IsLetter)).Order(StringComparer.Ordinal);

            Assert.Equal((option.Name, string.Join(' ', words)), (option.Name, string.Join(' ', offered)));
        }
    }

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "compdef")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_PrintsAScriptThatAsksTheProgram(string name, string registers)
    {
        using var shell = new Shell();

        var script = (await shell.RunAsync("completion", name)).Succeeded().Output;

        Assert.Contains(registers, script, StringComparison.Ordinal);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Unusable, (await shell.RunAsync("completion", "fish")).Exit);
    }

    [Fact]
    public async Task Usage_IsADocumentToo_WhenOneWasAskedFor()
    {
        using var shell = new Shell();

        (await shell.RunAsync("batches", "--json")).Failed(ExitCodes.Unusable, "usage");
        (await shell.RunAsync("walk", "--json")).Failed(ExitCodes.Unusable, "usage");
    }

    private static RootCommand Root() =>
        new BatchGenCommandLine(new CommandStreams(TextWriter.Null, TextWriter.Null, () => Stream.Null, IsTerminal: false)).Build();

    private static IEnumerable<(string Path, Command Command)> All() => Below(Root(), "");

    private static IEnumerable<(string Path, Command Command)> Below(Command parent, string path) => parent.Subcommands.SelectMany(command =>
        command.Subcommands.Count > 0 ? Below(command, $"{path}{command.Name} ") : [($"{path}{command.Name}", command)]);

    private static IEnumerable<string> TakesOf(Command command) =>
        [.. command.Arguments.Select(argument => argument.Name), .. command.Options.Select(option => option.Name).Except(Everywhere)];

    /// <summary>A section a verb: its heading is the verb, the first column of its table what it takes.</summary>
    private static IEnumerable<(string Path, IReadOnlyList<string> Takes, string Text)> Sections()
    {
        var parts = Heading().Split(Document());
        for (var at = 1; at < parts.Length; at += 2)
        {
            var takes = Row().Matches(parts[at + 1]).SelectMany(row => Name().Matches(row.Groups["cell"].Value)).Select(name => name.Groups["name"].Value);
            yield return (parts[at], [.. takes], parts[at + 1]);
        }
    }

    private static string Document() =>
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "command-line.md")).ReplaceLineEndings("\n");

    [GeneratedRegex("^### `(?<path>[a-z ]+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<cell>`[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Options in full, and arguments; short forms stand beside them.</summary>
    [GeneratedRegex("`(?<name>--[a-z0-9-]+|[A-Z]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^batchgen (?<line>[^#|>\n]+)", RegexOptions.Multiline)]
    private static partial Regex Example();
}
