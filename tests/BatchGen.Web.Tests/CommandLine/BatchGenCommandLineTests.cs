using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.CommandLine;

/// <summary>Whole commands, from arguments to exit code and file.</summary>
public sealed class BatchGenCommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-cli-").FullName;
    private readonly FakeEngineManager _engines = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private byte[] _standardInput = [];

    private string Model => Path.Combine(_folder, "model.gguf");

    private string Results => Path.Combine(_folder, "results.jsonl");

    public BatchGenCommandLineTests() => File.WriteAllText(Model, "scripted");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "prompts.txt")]
    [InlineData("run", "prompts.txt", "--output")]
    [InlineData("run", "prompts.txt", "--output", "x", "--temperature", "3")]
    [InlineData("run", "prompts.txt", "--output", "x", "--max-tokens", "0")]
    [InlineData("run", "prompts.txt", "--output", "x", "--context", "many")]
    [InlineData("--no-such-option")]
    [InlineData("walk")]
    public async Task Invoke_IsUnusable_WhenArgumentsAreWrong(params string[] arguments)
    {
        Assert.Equal(ExitCodes.Unusable, await InvokeAsync(arguments));
        Assert.Contains("--help", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_FailsInOneSentence_WhenTheAddressIsNone()
    {
        Assert.Equal(ExitCodes.Unusable, await InvokeAsync("--data-directory", Path.Combine(_folder, "data"), "--model", Model, "--urls", "nonsense"));
        var line = Assert.Single(_error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("nonsense", line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "run")]
    [InlineData("run --help", "--accept-bad-lines")]
    public async Task Invoke_Explains_WhenAskedForHelp(string arguments, string expected)
    {
        Assert.Equal(ExitCodes.Success, await InvokeAsync(arguments.Split(' ')));
        Assert.Contains(expected, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WritesOneLineAnItemInOrder_WhenAllSucceed()
    {
        var exit = await RunAsync("first prompt\nsecond prompt\nthird prompt");

        Assert.Equal(ExitCodes.Success, exit);
        Assert.Collection(
            File.ReadAllLines(Results),
            line => Assert.Contains("Answer to: first prompt", line, StringComparison.Ordinal),
            line => Assert.Contains("Answer to: second prompt", line, StringComparison.Ordinal),
            line => Assert.Contains("Answer to: third prompt", line, StringComparison.Ordinal));
        Assert.Contains("3 of 3 items done", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsFailedItemsInTheirPlace_WhenSomeFail()
    {
        _engines.Prepare = engine =>
            engine.Answer = prompt => prompt.Contains("second", StringComparison.Ordinal) ? throw new InvalidOperationException("Too long.") : "Fine.";

        var exit = await RunAsync("first prompt\nsecond prompt\nthird prompt");

        Assert.Equal(ExitCodes.SomeFailed, exit);
        var lines = await File.ReadAllLinesAsync(Results);
        Assert.Equal(3, lines.Length);
        Assert.Contains("context_length_exceeded", lines[1], StringComparison.Ordinal);
        Assert.Contains("Fine.", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NamesFileLineAndReason_WhenALineIsBad()
    {
        var exit = await RunAsync("{\"prompt\":\"good\"}\n{\"prompt\":7}\nnot json");

        Assert.Equal(ExitCodes.Unusable, exit);
        Assert.Contains("prompts.txt:2: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("prompts.txt:3: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("(invalid_json)", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["model.gguf", "prompts.txt"], Files());
    }

    [Fact]
    public async Task Run_RunsTheGoodLines_WhenBadOnesAreAccepted()
    {
        var exit = await RunAsync("{\"prompt\":\"good\"}\n{\"prompt\":7}", "--accept-bad-lines");

        Assert.Equal(ExitCodes.SomeFailed, exit);
        var lines = await File.ReadAllLinesAsync(Results);
        Assert.Contains("Answer to: good", lines[0], StringComparison.Ordinal);
        Assert.Contains("invalid_type", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CountsTheRest_WhenProblemsAreMany()
    {
        await RunAsync(string.Concat(Enumerable.Repeat("{\"prompt\":7}\n", 100)));

        Assert.Contains("80 problems more", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("prompts.txt:21:", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ReadsStandardInput_WhenTheFileIsADash()
    {
        _standardInput = "from a pipe"u8.ToArray();

        Assert.Equal(ExitCodes.Success, await InvokeAsync("run", "-", "--output", Results, "--model", Model));
        Assert.Contains("from a pipe", Assert.Single(File.ReadAllLines(Results)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.txt", "results.jsonl", "absent.txt")]
    [InlineData("prompts.txt", "no/such/folder/results.jsonl", "no/such/folder")]
    [InlineData("prompts.txt", ".", "is a folder")]
    public async Task Run_IsUnusableAtOnce_WhenAFileCannotBeOpened(string input, string output, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "prompts.txt"), "a prompt");

        var exit = await InvokeAsync("run", Path.Combine(_folder, input), "--output", Path.Combine(_folder, output), "--model", Model);

        Assert.Equal(ExitCodes.Unusable, exit);
        Assert.Contains(named, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SaysWhy_WhenTheModelCannotBeLoaded()
    {
        _engines.Prepare = engine => engine.LoadFailure = new EngineException("model_load_failed", "The file is cut short.");

        Assert.Equal(ExitCodes.Unusable, await RunAsync("a prompt"));
        Assert.Contains("The file is cut short. (model_load_failed)", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsWhatIsDone_WhenInterrupted()
    {
        using var interruption = new CancellationTokenSource();
        _engines.Prepare = engine => engine.Answer = prompt => Interrupt(prompt, interruption);
        await File.WriteAllTextAsync(Path.Combine(_folder, "prompts.txt"), "first prompt\nthe last prompt");

        var exit = await InvokeAsync(interruption.Token, "run", Path.Combine(_folder, "prompts.txt"), "--output", Results, "--model", Model);

        Assert.Equal(ExitCodes.Interrupted, exit);
        Assert.Equal(2, File.ReadAllLines(Results).Length);
    }

    [Fact]
    public async Task Run_LeavesNothingBehind_WhenNoDataDirectoryIsGiven()
    {
        using var temporary = new TemporaryFolder();

        await RunAsync("a prompt");

        Assert.Empty(Directory.EnumerateDirectories(temporary.Path, "batchgen-run-*"));
        Assert.Equal(["model.gguf", "prompts.txt", "results.jsonl"], Files());
    }

    [Fact]
    public async Task Run_KeepsItsDatabase_WhenADataDirectoryIsGiven()
    {
        var data = Path.Combine(_folder, "kept");

        await RunAsync("a prompt", "--data-directory", data);

        Assert.True(File.Exists(Path.Combine(data, "batchgen.db")));
    }

    private static string Interrupt(string prompt, CancellationTokenSource interruption)
    {
        if (prompt.Contains("last", StringComparison.Ordinal))
            interruption.Cancel();
        return "Done before.";
    }

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private async Task<int> RunAsync(string input, params string[] more)
    {
        var prompts = Path.Combine(_folder, "prompts.txt");
        await File.WriteAllTextAsync(prompts, input);
        return await InvokeAsync(["run", prompts, "--output", Results, "--model", Model, .. more]);
    }

    private Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(CancellationToken.None, arguments);

    private Task<int> InvokeAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var streams = new CommandStreams(_output, TextWriter.Synchronized(_error), () => new MemoryStream(_standardInput), IsTerminal: false);
        return new BatchGenCommandLine(streams, services => services.AddSingleton<IEngineManager>(_engines)).InvokeAsync(arguments, cancellationToken);
    }
}
