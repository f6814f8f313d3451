using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BatchGen.Web.Tests.Documents;

/// <summary>
/// Every command in README.md and docs is held to something: it is run here, or read by the program's own command line, or its document says
/// below it that no test runs it, and why. <see cref="EveryCommand_IsHeldOrSaysThatItIsNot"/> prints the list.
/// </summary>
public sealed class CommandTests(ScriptedServer server, ITestOutputHelper output) : IClassFixture<ScriptedServer>
{
    public static TheoryData<string> Parsed => [.. Held(Holding.ParsedByTheProgram).Select(command => command.ToString()).Distinct()];

    public static TheoryData<string> Ran => [.. Held(Holding.RunOnTheSamples).Select(command => command.ToString()).Distinct()];

    public static TheoryData<string> FilesWithCalls => [.. Held(Holding.SentToAServer).Select(command => command.File).Distinct()];

    [Fact]
    public void EveryCommand_IsHeldOrSaysThatItIsNot()
    {
        foreach (var group in DocumentCommand.All.GroupBy(HoldingOf).OrderBy(group => group.Key))
        {
            output.WriteLine($"{group.Key}:");
            foreach (var command in group)
                output.WriteLine($"  {command}{(group.Key is Holding.NotRun ? $"\n    {command.NotRunBecause}" : "")}");
        }

        Assert.DoesNotContain(DocumentCommand.All, command => HoldingOf(command) is Holding.Nothing);
    }

    /// <summary>A note that outlived its command would tell people something untrue.</summary>
    [Fact]
    public void EveryNote_IsOfACommandThatNothingHolds() => Assert.All(
        DocumentCommand.All.Where(command => command.NotRunBecause is not null).GroupBy(command => (command.File, command.Block)),
        block => Assert.Contains(block, command => HoldingOf(command) is Holding.NotRun));

    [Theory]
    [MemberData(nameof(Parsed))]
    public void Program_KnowsEveryWord(string command)
    {
        using var error = new StringWriter();
        var commandLine = new BatchGenCommandLine(new CommandStreams(TextWriter.Null, error, () => Stream.Null, IsTerminal: false));

        Assert.Empty(commandLine.Build().Parse(Find(command).ProgramArguments!).Errors.Select(problem => problem.Message));
    }

    /// <summary>With engines that answer by script, and results in a folder of the test's.</summary>
    [Theory]
    [MemberData(nameof(Ran))]
    public async Task Run_BringsResultsOfTheSamples(string command)
    {
        using var folder = new ScratchFolder();
        var model = folder.File("model.gguf");
        await File.WriteAllTextAsync(model, "scripted");
        using var error = new StringWriter();
        var streams = new CommandStreams(TextWriter.Null, TextWriter.Synchronized(error), () => Stream.Null, IsTerminal: false);
        var words = Find(command).ProgramArguments!.ToList();
        var result = words.IndexOf("--output") + 1;
        words[1] = Path.Combine(DocumentFile.Root, words[1]);
        words[result] = folder.File(words[result]);

        var commandLine = new BatchGenCommandLine(streams, services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));
        var exit = await commandLine.InvokeAsync([.. words, "--model", model]);

        Assert.True(exit == ExitCodes.Success, error.ToString());
        Assert.NotEqual(0, new FileInfo(words[result]).Length);
    }

    /// <summary>One after the other, as a person sends them: what a word in capitals stands for is the id in the answer before.</summary>
    [Theory]
    [MemberData(nameof(FilesWithCalls))]
    public async Task Server_TakesEveryCall(string file)
    {
        var id = "";
        foreach (var call in Held(Holding.SentToAServer).Where(command => command.File == file))
        {
            using var request = RequestOf(call, id);
            using var response = await server.Client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();

            Assert.True(response.IsSuccessStatusCode, $"{call}\n{(int)response.StatusCode} {answer}");
            id = response.Content.Headers.ContentType?.MediaType == "application/json" && JsonNode.Parse(answer) is JsonObject made ? $"{made["id"]}" : id;
        }
    }

    /// <summary>Sections of the settings' schema, OpenTelemetry's own, and the key that calls take.</summary>
    private static bool IsKnownVariable(string assignment)
    {
        var name = assignment.Split('=')[0];
        if (name.Split("__") is not [var section, var key])
            return name.StartsWith("OTEL_", StringComparison.Ordinal) || name is "KEY" or "BATCHGEN_SERVER" or "BATCHGEN_KEY";
        var schema = JsonNode.Parse(new DocumentFile("appsettings.schema.json").Text)!;
        return schema["properties"]![section]?["properties"]?[key] is not null;
    }

    private static Holding HoldingOf(DocumentCommand command) => command switch
    {
        { Words: ["./test.sh", ..] } => Holding.TheTestsThemselves,
        { Words: ["export", .. var variables] } when variables.All(IsKnownVariable) => Holding.ASettingThatExists,
        { Words: ["curl", ..] } when command.Words.Any(word => word.StartsWith("http://127.0.0.1:5080/", StringComparison.Ordinal)) => Holding.SentToAServer,
        { IsOtherBuild: false, ProgramArguments: ["run", var input, ..] } when input.StartsWith("samples/", StringComparison.Ordinal) =>
            Holding.RunOnTheSamples,
        { IsOtherBuild: false, ProgramArguments: not null } => Holding.ParsedByTheProgram,
        { NotRunBecause: not null } => Holding.NotRun,
        _ => Holding.Nothing,
    };

    private HttpRequestMessage RequestOf(DocumentCommand call, string id)
    {
        var address = new Uri(call.Words.Single(word => word.StartsWith("http://", StringComparison.Ordinal)));
        var json = MediaTypeHeaderValue.Parse("application/json");
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Client.BaseAddress!, address.PathAndQuery));
        foreach (var (option, value) in call.Words.Zip(call.Words.Skip(1)))
        {
            if (option == "-H" && value.Split(": ") is ["Authorization", var credentials])
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(credentials.Replace("$KEY", RunningServer.ApiKey, StringComparison.Ordinal));
            if (option == "-d")
                (request.Method, request.Content) = (HttpMethod.Post, new StringContent(value.Replace("TEMPLATE", id, StringComparison.Ordinal), json));
        }
        return request;
    }

    private static DocumentCommand Find(string command) => DocumentCommand.All.First(one => one.ToString() == command);

    private static IEnumerable<DocumentCommand> Held(Holding holding) => DocumentCommand.All.Where(command => HoldingOf(command) == holding);

    private enum Holding
    {
        RunOnTheSamples,
        SentToAServer,
        ParsedByTheProgram,
        ASettingThatExists,
        TheTestsThemselves,
        NotRun,
        Nothing,
    }
}
