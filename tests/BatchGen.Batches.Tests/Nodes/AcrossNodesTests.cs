using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Webhooks;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Patience = BatchGen.Testing.Patience;

namespace BatchGen.Batches.Tests.Nodes;

/// <summary>What is done on one machine is in effect on the others.</summary>
public sealed class AcrossNodesTests : IAsyncLifetime
{
    private TestNode _web = null!;
    private TestNode _worker = null!;

    public async Task InitializeAsync()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        _web = await TestNode.StartAsync(database, "web", NodeRole.Web);
        _worker = await TestNode.StartAsync(database, "worker", NodeRole.Worker);
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _web.DisposeAsync();
    }

    [Fact]
    public async Task Batch_RunsOnTheWorker_AndIsReadOnTheWebMachine()
    {
        var id = await _web.SubmitAsync("one", "two");

        await _web.UntilAsync(id, BatchState.Completed);

        Assert.Empty(_web.Engine.Sent);
        Assert.Equal(["one", "two"], _worker.Engine.Sent.Order());
        var file = await _web.Services.GetRequiredService<ResultFiles>().OpenReadAsync(id, ResultFileKind.Output, CancellationToken.None);
        using var reader = new StreamReader(file!.Content);
        var content = await reader.ReadToEndAsync();
        Assert.Contains("answer to one", content, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(content), file.Bytes);

        await _web.Control.DeleteAsync(id, "Ada", CancellationToken.None);
        await using var db = await _web.OpenAsync();
        await BatchGen.Testing.Patience.UntilAsync(async () => !await db.StoredPieces.AnyAsync(), "the removal of its files, on whichever machine");
    }

    [Fact]
    public async Task Upload_IsReadWhole_OnAnotherMachine()
    {
        // More than two pieces, the last one not full.
        var content = new byte[(2 << 20) + 12_345];
        new Random(7).NextBytes(content);
        content.AsSpan().Replace((byte)'\n', (byte)'x');
        content[^1] = (byte)'\n';
        var store = _web.Services.GetRequiredService<FileStore>();
        using var received = await store.ReceiveAsync(new MemoryStream(content), CancellationToken.None);
        var kept = await store.KeepAsync(received, new NewFile("a.jsonl", FilePurposes.Batch, ExpiresAfter: null), CancellationToken.None);

        await using var read = await _worker.Services.GetRequiredService<FileStore>().OpenReadAsync(kept.PublicId, CancellationToken.None);

        var there = new MemoryStream();
        await read.CopyToAsync(there);
        Assert.True(content.AsSpan().SequenceEqual(there.ToArray()));

        await store.DeleteAsync(kept.PublicId, CancellationToken.None);
        await Assert.ThrowsAsync<RequestRefusedException>(
            () => _worker.Services.GetRequiredService<FileStore>().OpenReadAsync(kept.PublicId, CancellationToken.None));
    }

    [Fact]
    public async Task Progress_OfAWorker_IsPushedToPagesElsewhere()
    {
        var gate = new Gate();
        _worker.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (prompt == "last")
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var heard = new List<BatchProgress>();
        using var following = _web.Services.GetRequiredService<ProgressFeed>().SubscribeAll(moved =>
        {
            lock (heard)
                heard.AddRange(moved);
        });

        var id = await _web.SubmitAsync("one", "two", "last");
        await Heard(progress => progress is { State: BatchState.Running, SucceededItems: 2, ItemsPerSecond: > 0 });
        gate.Open();
        await Heard(progress => progress is { State: BatchState.Completed, SucceededItems: 3 });

        Task Heard(Predicate<BatchProgress> like) => Patience.UntilAsync(() =>
        {
            lock (heard)
                return heard.Exists(progress => progress.BatchPublicId == id && like(progress));
        });
    }

    [Fact]
    public async Task Cancel_OnOneMachine_StopsTheWorkOnAnother_BeforeItsNextAnswer()
    {
        var id = await SubmitThatHangsAsync();

        await _web.Control.CancelAsync(id, CancellationToken.None);

        await UntilIdleAsync();
        await _web.UntilAsync(id, BatchState.Cancelled);
    }

    [Fact]
    public async Task Pause_OnOneMachine_StopsTheWorkOnAnother_AndResumingGoesOn()
    {
        var id = await SubmitThatHangsAsync();

        await _web.Control.PauseAsync(id, "Ada", CancellationToken.None);
        await UntilIdleAsync();
        Assert.Equal(BatchState.Paused, (await _web.GetAsync(id)).State);

        _worker.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        await _web.Control.ResumeAsync(id, CancellationToken.None);
        await _web.UntilAsync(id, BatchState.Completed);
    }

    [Fact]
    public async Task QueuePause_OnOneMachine_StopsTheWorkOnAnother_AndIsKnownThere()
    {
        var id = await SubmitThatHangsAsync();
        var queue = _web.Services.GetRequiredService<QueueControl>();

        await queue.PauseAsync("Ada", CancellationToken.None);
        await UntilIdleAsync();
        Assert.Equal("Ada", _worker.Services.GetRequiredService<QueueControl>().Pause?.By);

        _worker.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));
        await queue.ResumeAsync("Ada", CancellationToken.None);
        await _web.UntilAsync(id, BatchState.Completed);
        await Patience.UntilAsync(() => _worker.Services.GetRequiredService<QueueControl>().Pause is null);
    }

    [Fact]
    public async Task Quarantine_CountsDeathsOfEveryMachinesEngine()
    {
        await using var second = await TestNode.StartAsync(Database(), "second worker", NodeRole.Worker);
        foreach (var engine in new[] { _worker.Engine, second.Engine })
        {
            engine.Behaviour = (prompt, _) => prompt == "poison"
                ? throw new EngineLostException("Out of memory.")
                : Task.FromResult(GenerationOutcome.Answer(prompt));
        }

        var id = await _web.SubmitAsync(Enumerable.Range(0, 30).Select(number => $"prompt {number}").Append("poison"));
        await _web.UntilAsync(id, BatchState.Completed);

        var batch = await _web.GetAsync(id);
        Assert.Equal((30, 1), (batch.SucceededItems, batch.FailedItems));
        Assert.Equal(Quarantine.LossesToQuarantine, _worker.Engine.Deaths + second.Engine.Deaths);
    }

    [Fact]
    public async Task Setting_MadeOnOneMachine_IsInEffectOnAnother_AndIsTakenBackThere()
    {
        var there = _worker.Services.GetRequiredService<IOptionsMonitor<SubmissionOptions>>();
        var settings = _web.Services.GetRequiredService<SettingsStore>();

        Assert.IsType<SettingsChanged>(
            await settings.ChangeAsync(new Dictionary<string, string?> { ["Submission:MaxItems"] = "7" }, "Ada", CancellationToken.None));
        await Patience.UntilAsync(() => there.CurrentValue.MaxItems == 7, "the setting");

        Assert.IsType<SettingsChanged>(
            await settings.ChangeAsync(new Dictionary<string, string?> { ["Submission:MaxItems"] = null }, "Ada", CancellationToken.None));
        await Patience.UntilAsync(() => there.CurrentValue.MaxItems == new SubmissionOptions().MaxItems, "the default");
    }

    [Fact]
    public async Task Limit_SetOnOneMachineForAnother_HoldsThere_AndIsAudited()
    {
        await _worker.UntilKnownAsync(_web);
        var limits = _web.Services.GetRequiredService<DeviceLimits>();
        var there = _worker.Services.GetRequiredService<DeviceLimits>();
        var told = 0;
        using var following = there.Subscribe(() => Interlocked.Increment(ref told));

        var changed = Assert.IsType<LimitChanged>(await limits.ChangeAsync(
            new DeviceLimitChange("CUDA0", "12 GiB", "1 GiB") { Node = "worker" }, "Ada", CancellationToken.None));

        Assert.Equal(new DeviceLimit(12 * TestNode.GiB, null, TestNode.GiB), changed.Limit);
        await Patience.UntilAsync(() => there.Find("CUDA0") == changed.Limit && told == 1, "the limit");
        Assert.NotEqual(changed.Limit, limits.Find("CUDA0"));
        await using var db = await _web.OpenAsync();
        Assert.Equal("Ada: limit of CUDA0 on worker", await db.Audit.Select(entry => $"{entry.Who}: {entry.What}").SingleAsync());
        await Patience.UntilAsync(() => _web.Board.Find("worker")!.Report.Devices[0].Limit == changed.Limit, "its word of it");

        await limits.ChangeAsync(new DeviceLimitChange("CUDA0", "", "") { Node = "worker" }, "Ada", CancellationToken.None);
        await Patience.UntilAsync(() => there.Find("CUDA0") == limits.Find("CUDA0"), "what the configuration says");
    }

    [Theory]
    [InlineData("nobody", "CUDA0", "12", LimitErrorCodes.UnknownNode)]
    [InlineData("worker", "CUDA7", "12", LimitErrorCodes.UnknownDevice)]
    [InlineData("worker", "CUDA0", "much", LimitErrorCodes.NotANumber)]
    [InlineData("worker", "CUDA0", "25", LimitErrorCodes.OutOfRange)]
    public async Task Limit_ForAnotherMachine_IsRefused_AsItsOwnWouldBe(string node, string device, string limit, string code)
    {
        await _worker.UntilKnownAsync(_web);

        var refused = Assert.IsType<LimitRefused>(await _web.Services.GetRequiredService<DeviceLimits>().ChangeAsync(
            new DeviceLimitChange(device, limit, "") { Node = node }, "Ada", CancellationToken.None));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Secret_KeptByOneMachine_IsReadByAnother()
    {
        var target = new WebhookTarget(new Uri("https://example.org/hook"), "whsec_secret");
        var row = _web.Services.GetRequiredService<WebhookTargets>().NewRow("batch_1", target);

        Assert.Equal(target, _worker.Services.GetRequiredService<WebhookTargets>().Read(row));
        await using var db = await _web.OpenAsync();
        Assert.True(await db.ProtectionKeys.AnyAsync());
    }

    private string Database() => _web.Services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString!;

    private async Task<string> SubmitThatHangsAsync()
    {
        var gate = new Gate();
        _worker.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var id = await _web.SubmitAsync("one", "two");
        await gate.Reached;
        return id;
    }

    private Task UntilIdleAsync() => Patience.UntilAsync(() => _worker.Services.GetRequiredService<ActiveShards>().Running.Count == 0, "the end of the work");
}
