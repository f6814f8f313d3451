using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>
/// Memory that runs short under the whole product: another process has it, takes it while a batch runs, and the limit is
/// lowered under load. Every time the batch has to come to its end with all of its items.
/// </summary>
internal sealed class PressureBenchmark(GpuSubject subject) : IBenchmark
{
    private const long MiB = 1L << 20;

    /// <summary>On a GPU the driver refuses what is not there, so nearly all of it is taken; main memory is kept under a limit instead.</summary>
    private const long LeftBytes = 64 * MiB;

    public string Name => $"gpu-pressure-{subject.Suffix}";

    public async Task<ResultTable> RunAsync()
    {
        return new ResultTable(
            "Memory runs short while batches run",
            ["What was done", "device", "what the engine did", "items that succeeded"],
            [await TakenBeforeAsync(), await TakenWhileAsync(), await LoweredAsync()]);
    }

    private async Task<IReadOnlyList<string>> TakenBeforeAsync()
    {
        await using var product = await PressedProduct.StartAsync(subject);
        var device = await product.DeviceAsync();
        var taker = await TakeAsync(product, device);
        Task<string> submitting;
        string said;
        using (taker)
        {
            // Its prompts are counted by the engine, which waits.
            submitting = product.SubmitAsync();
            said = await product.UntilWaitingAsync();
        }

        return ["another process had the memory, then left", device.Name, $"\"{said}\", then it loaded", await product.UntilDoneAsync(await submitting)];
    }

    private async Task<IReadOnlyList<string>> TakenWhileAsync()
    {
        await using var product = await PressedProduct.StartAsync(subject);
        var device = await product.DeviceAsync();
        var batch = await product.SubmitAsync();
        await product.UntilWorkingAsync();
        string fate;
        using (await TakeAsync(product, device))
        {
            fate = product.Status.Restarts > 0 ? "it died by itself" : "it went on, and was killed as the kernel does";
            product.KillEngine();
            fate += $"; \"{await product.UntilWaitingAsync()}\"; after the other process it loaded again";
        }

        return ["another process took the memory under load", device.Name, fate, await product.UntilDoneAsync(batch)];
    }

    private async Task<IReadOnlyList<string>> LoweredAsync()
    {
        await using var product = await PressedProduct.StartAsync(subject);
        var device = await product.DeviceAsync();
        var batch = await product.SubmitAsync();
        await product.UntilWorkingAsync();
        var before = product.Status.Plan!.Devices.Single(planned => planned.Name == device.Name);
        await product.LowerAsync(device.Name, before.KvBytes / 2, unseenBytes: device.Kind == DeviceKind.Cpu ? before.WeightsBytes : 0);
        var done = await product.UntilDoneAsync(batch);
        var after = product.Status;
        var planned = after.Plan!.Devices.Single(planned => planned.Name == device.Name);
        return
        [
            $"the limit was lowered under load by {Mebibytes(before.KvBytes / 2)} MiB",
            device.Name,
            $"{Mebibytes(before.TotalBytes - before.OtherBytes)} MiB, then {Mebibytes(planned.TotalBytes - planned.OtherBytes)} MiB; {after.Adjustment ?? "not stepped down"} Restarts: {after.Restarts}",
            done,
        ];
    }

    /// <summary>
    /// On a GPU nearly all that is free. In main memory under a limit that has just room for the engine, so that nothing
    /// else on the machine suffers.
    /// </summary>
    private static async Task<MemoryTaker> TakeAsync(PressedProduct product, DeviceMemory device)
    {
        if (device.Kind == DeviceKind.Gpu)
            return await TakeAsync((await product.DeviceAsync()).FreeBytes - LeftBytes);
        var wished = await product.WishedBytesAsync(device.Name);
        var now = await product.DeviceAsync();
        await product.LimitAsync(device.Name, Math.Min(now.TotalBytes, now.TotalBytes - now.FreeBytes + wished + (256 * MiB)));
        return await TakeAsync(wished + (1024 * MiB));
    }

    private static async Task<MemoryTaker> TakeAsync(long bytes)
    {
        var taker = await MemoryTaker.StartAsync(bytes);
        return taker.HasTaken ? taker : throw new InvalidOperationException($"The other process was not given {Mebibytes(bytes)} MiB.");
    }

    private static string Mebibytes(long bytes) => (bytes / MiB).ToString("N0", CultureInfo.InvariantCulture);
}
