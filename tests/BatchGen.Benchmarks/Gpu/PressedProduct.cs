using System.Diagnostics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.WholeWay;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>The whole product on one model, with what a test does to its memory.</summary>
internal sealed class PressedProduct : IAsyncDisposable
{
    private const int Items = 96;
    private const int AnswerTokens = 64;
    private const long MiB = 1L << 20;

    private readonly Headless _product;
    private readonly IDisposable _following;
    private volatile IReadOnlyList<BatchProgress> _progress = [];

    private PressedProduct(Headless product)
    {
        _product = product;
        _following = product.Get<ProgressFeed>().SubscribeAll(batches => _progress = batches);
    }

    public EngineStatus Status => _product.Get<IEngineManager>().GetEngine(_product.ModelPath).Status;

    public static async Task<PressedProduct> StartAsync(GpuSubject subject)
    {
        var engine = subject.Pressed;
        engine.Threads = GpuSubject.Threads;
        engine.DrainTimeout = TimeSpan.FromSeconds(5);
        return new PressedProduct(await Headless.StartAsync(subject.WriteModel(), engine));
    }

    public async Task<string> SubmitAsync()
    {
        await using var input = Inputs.BatchLines(Items, AnswerTokens);
        var outcome = await _product.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "pressed", ModelPath = _product.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return ((SubmissionAccepted)outcome).BatchPublicId;
    }

    /// <summary>The device that matters: the first GPU, or main memory.</summary>
    public async Task<DeviceMemory> DeviceAsync()
    {
        var devices = await _product.Get<IDeviceSurvey>().ReadAsync(CancellationToken.None);
        return devices.FirstOrDefault(device => device.Kind == DeviceKind.Gpu) ?? devices[0];
    }

    /// <summary>What the engine would take of a device with nothing stepped down.</summary>
    public async Task<long> WishedBytesAsync(string device)
    {
        var devices = await _product.Get<IDeviceSurvey>().ReadAsync(CancellationToken.None);
        var plan = _product.Get<Loadability>().PlanDefault(_product.ModelPath, devices, new WholeDeviceLimits(0))!;
        return plan.Devices.Single(planned => planned.Name == device).TotalBytes;
    }

    /// <param name="bytes">Null takes it away.</param>
    public async Task LimitAsync(string device, long? bytes)
    {
        var text = bytes is { } limit ? $"{limit / MiB} MiB" : "";
        if (await _product.Get<DeviceLimits>().ChangeAsync(
            new DeviceLimitChange(device, text, ""), "gpu-check", CancellationToken.None) is LimitRefused refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    /// <summary>
    /// Lowers the device's limit until the engine breaks it: by so much below what is in use now, and again when other
    /// programs gave that much back meanwhile.
    /// </summary>
    /// <param name="bytes">Of what the engine has there.</param>
    /// <param name="unseenBytes">Of what the engine has there, what the system does not count as used.</param>
    public async Task LowerAsync(string device, long bytes, long unseenBytes)
    {
        var before = Status.ProcessId;
        while (Status.ProcessId == before && Status.State == EngineState.Ready)
        {
            var now = await DeviceAsync();
            await LimitAsync(device, now.TotalBytes - now.FreeBytes + unseenBytes - bytes);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    public Task UntilWorkingAsync() => UntilAsync(() => Status.Activity is { RunningSequences: > 0 });

    public async Task<string> UntilWaitingAsync()
    {
        await UntilAsync(() => Status.WaitingReason is not null);
        return Status.WaitingReason!.ToString();
    }

    /// <returns>Its end: how many of its items succeeded, of all.</returns>
    public async Task<string> UntilDoneAsync(string batch)
    {
        BatchProgress? last = null;
        await UntilAsync(() => (last = _progress.FirstOrDefault(one => one.BatchPublicId == batch) ?? last) is
            { State: BatchState.Completed or BatchState.Failed or BatchState.Cancelled });
        return $"{last!.SucceededItems} of {Items}, {last.State}";
    }

    /// <summary>As the kernel ends a process when memory runs out.</summary>
    public void KillEngine()
    {
        if (Status.ProcessId is { } id)
            Process.GetProcessById(id).Kill();
    }

    public async ValueTask DisposeAsync()
    {
        _following.Dispose();
        await _product.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!holds())
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(10))
                throw new TimeoutException("What was waited for did not happen within 10 minutes.");
            await Task.Delay(10);
        }
    }
}
