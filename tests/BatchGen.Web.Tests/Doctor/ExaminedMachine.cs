using BatchGen.Engine.Planning;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Doctor;

/// <summary>
/// <c>doctor</c> on the real composition; only the libraries and the main memory are scripted. Settings come from the data directory's own file.
/// </summary>
public abstract class ExaminedMachine : IDisposable
{
    protected ExaminedMachine() => HeaderModel.Write(Model, HeaderModel.Windowed.Header());

    private protected ScratchFolder Folder { get; } = new();

    private protected FakeMainMemory Memory { get; } = new();

    private protected StringWriter Output { get; } = new();

    private protected IMemoryDryRun Machine { get; set; } = new FakeDryRun();

    private protected string Data => Folder.File("data");

    private protected string Model => Folder.File("model.gguf");

    public void Dispose()
    {
        Output.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Set(string settings)
    {
        Directory.CreateDirectory(Data);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(Data, "settings.json"), settings);
    }

    private protected string[] Lines() => Output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private protected string Line(string check) => Lines().First(line => line.Contains($"  {check} ", StringComparison.Ordinal));

    private protected Task<int> ExamineAsync(params string[] arguments)
    {
        var streams = new CommandStreams(Output, TextWriter.Null, () => Stream.Null, IsTerminal: false);
        string[] standard = [.. Option(arguments, "--model", Model), .. Option(arguments, "--urls", "http://127.0.0.1:0")];
        return new BatchGenCommandLine(streams, services =>
        {
            services.AddSingleton(Machine);
            services.AddSingleton<IMainMemory>(Memory);
        }).InvokeAsync(["doctor", "--data-directory", Data, .. standard, .. arguments]);
    }

    private static string[] Option(string[] arguments, string name, string value) => arguments.Contains(name) ? [] : [name, value];
}
