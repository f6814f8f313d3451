using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using BatchGen.Engine.Setup;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>The product without its web server, over a scratch data directory.</summary>
internal sealed class Headless : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HeadlessHost _host;

    private Headless(string modelPath, EngineOptions engine)
    {
        ModelPath = modelPath;
        _host = new HeadlessHost(
            new RunSettings("", "", modelPath, EngineChoice.Standard, null, 0, false, _folder.File("data")),
            services => services.AddSingleton(Options.Create(engine)));
    }

    public string ModelPath { get; }

    public static Task<Headless> StartAsync(string modelPath) => StartAsync(modelPath, new EngineOptions());

    public static async Task<Headless> StartAsync(string modelPath, EngineOptions engine)
    {
        var headless = new Headless(modelPath, engine);
        await headless._host.StartAsync(CancellationToken.None);
        return headless;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <returns>The batch's public id.</returns>
    public Task<string> SubmitAsync(int items, int maxTokens) => SubmitAsync(items, maxTokens, Inputs.Prompt);

    /// <inheritdoc cref="SubmitAsync(int, int)"/>
    public async Task<string> SubmitAsync(int items, int maxTokens, Func<int, string> prompt)
    {
        await using var input = Inputs.BatchLines(items, maxTokens, prompt);
        var outcome = await Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "benchmark", ModelPath = ModelPath, Input = input }, progress: null, CancellationToken.None);
        return ((SubmissionAccepted)outcome).BatchPublicId;
    }

    public Task UntilEndedAsync(string id) => UntilAsync(id, progress => progress.State == BatchState.Completed);

    public async Task UntilAsync(string id, Func<BatchProgress, bool> isThere)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = Get<ProgressFeed>().Subscribe(id, progress =>
        {
            if (isThere(progress))
                there.TrySetResult();
        });
        // What happened before the subscription is told by nobody.
        while (await Task.WhenAny(there.Task, Task.Delay(TimeSpan.FromSeconds(1))) != there.Task)
        {
            if ((await Get<BatchQueries>().GetAsync(id, CancellationToken.None))!.Summary is { State: BatchState.Completed })
                return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
