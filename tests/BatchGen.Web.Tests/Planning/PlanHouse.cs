using System.Net.Http.Headers;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Testing.Headers;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Planning;

/// <summary>The real server and the real command line over one machine of our making, with a header-only CodeGeeX4 as the default model.</summary>
public sealed class PlanHouse : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-plan-").FullName;
    private readonly BatchGenApplication _application;

    public PlanHouse()
    {
        ModelPath = Path.Combine(_folder, "codegeex4.gguf");
        ModelHeader.CodeGeeX4.Header().WriteSparse(ModelPath);
        _application = new BatchGenApplication(
            new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
                ["Auth:BootstrapApiKey"] = RunningServer.ApiKey,
                ["Models:Default"] = ModelPath,
                ["Models:Directory"] = _folder,
            },
            Replace);
    }

    public string ModelPath { get; }

    public FakeDryRun DryRun { get; } = new();

    public FakeMainMemory Memory { get; } = new();

    public PlanService Plans => _application.Services.GetRequiredService<PlanService>();

    public HttpClient Client { get; } = new();

    public string FileOf(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        Client.BaseAddress = new Uri(_application.Address);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    internal async Task<CommandEnd> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var streams = new CommandStreams(output, error, () => Stream.Null, IsTerminal: false);
        var code = await new BatchGenCommandLine(streams, Replace).InvokeAsync(arguments);
        return new CommandEnd(code, output.ToString(), error.ToString());
    }

    private void Replace(IServiceCollection services)
    {
        services.AddSingleton<IEngineManager>(new FakeEngineManager());
        services.AddSingleton<IMemoryDryRun>(DryRun);
        services.AddSingleton<IMainMemory>(Memory);
    }

    internal sealed record CommandEnd(int Code, string Output, string Error);
}
