using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

/// <summary>The server as it ships, nothing replaced: real engine process, real llama.cpp.</summary>
public sealed class RealServer : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly BatchGenApplication _application;

    public RealServer(string modelPath)
        : this(modelPath, new Dictionary<string, string?>())
    {
    }

    /// <param name="more">Settings that win over the ones below.</param>
    public RealServer(string modelPath, IReadOnlyDictionary<string, string?> more)
    {
        ModelPath = modelPath;
        var settings = new Dictionary<string, string?>(Patience.Settings)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:DataDirectory"] = _folder.File("data"),
            ["Models:Default"] = modelPath,
            // One thread: threads that spin for each other starve when tests share the cores.
            ["Engine:Threads"] = "1",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        _application = new BatchGenApplication(settings);
    }

    public string ModelPath { get; }

    public string Address => _application.Address;

    public IServiceProvider Services => _application.Services;

    public IEngine Engine => Services.GetRequiredService<IEngineManager>().GetEngine(ModelPath);

    public async Task StartAsync()
    {
        await _application.StartAsync();
        SignInLinks.Keep(_application);
    }

    public async Task<string> SubmitAsync(Stream input)
    {
        var outcome = await Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "test", ModelPath = ModelPath, Input = input }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    public async Task<BatchDetails> EndAsync(string batch)
    {
        using var timeout = new CancellationTokenSource(Patience.Ceiling);
        var queries = Services.GetRequiredService<BatchQueries>();
        while (true)
        {
            var details = await queries.GetAsync(batch, timeout.Token);
            if (details!.Summary.IsFinished)
                return details;
            await Task.Delay(100, timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _folder.Dispose();
    }
}
