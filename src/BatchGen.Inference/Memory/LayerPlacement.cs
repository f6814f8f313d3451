using System.Collections.Immutable;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>
/// Which device each layer goes to, as llama.cpp decides (load_tensors, llama-model.cpp): the last gpu_layers of
/// "blocks, then output" go to the GPUs, divided by their free memory or by the shares that were set; the embedding always stays
/// on the CPU.
/// </summary>
/// <param name="LayerDevices">For each block the index of its device.</param>
/// <param name="OutputDevice">The index of the output layer's device.</param>
internal sealed record LayerPlacement(ImmutableArray<int> LayerDevices, int OutputDevice, int CpuDevice)
{
    /// <exception cref="PlanException">There is no CPU among the devices.</exception>
    public static LayerPlacement Of(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets)
    {
        var cpu = CpuAmong(budgets);
        var gpus = GpusAmong(budgets);
        var placeable = shape.PlaceableLayerCount;
        var moved = gpus.Length == 0 ? 0 : settings.GpuLayers < 0 ? placeable : Math.Min(settings.GpuLayers, placeable);
        double[] weights = settings.TensorSplit.Any(share => share > 0)
            ? [.. gpus.Select((_, gpu) => gpu < settings.TensorSplit.Count ? settings.TensorSplit[gpu] : 0.0)]
            : [.. gpus.Select(i => (double)budgets[i].Device.FreeBytes)];
        var shares = Shares(weights);
        var devices = Enumerable.Range(0, placeable).Select(layer => DeviceOf(layer - (placeable - moved), moved)).ToArray();
        return new LayerPlacement([.. devices[..^1]], devices[^1], cpu);

        int DeviceOf(int index, int count) => index < 0 ? cpu : gpus[Array.FindIndex(shares, share => share > (double)index / count)];
    }

    public int CountOn(int device) => LayerDevices.Count(placed => placed == device) + (OutputDevice == device ? 1 : 0);

    /// <summary>A graphics unit inside the processor is used only where there is no card.</summary>
    private static int[] GpusAmong(IReadOnlyList<DeviceBudget> budgets)
    {
        var kind = budgets.Any(budget => budget.Device.Kind == DeviceKind.Gpu) ? DeviceKind.Gpu : DeviceKind.IntegratedGpu;
        return [.. Enumerable.Range(0, budgets.Count).Where(i => budgets[i].Device.Kind == kind)];
    }

    private static int CpuAmong(IReadOnlyList<DeviceBudget> budgets)
    {
        for (var i = 0; i < budgets.Count; i++)
        {
            if (budgets[i].IsCpu)
                return i;
        }
        throw new PlanException(PlanErrorCodes.NoCpu, "The list of devices has no CPU; llama.cpp keeps a part of every model there.", "devices");
    }

    /// <summary>Each GPU's cumulated share; the last is above 1, so that every layer finds one.</summary>
    private static double[] Shares(double[] weights)
    {
        var total = weights.Sum();
        var shares = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum += total == 0 ? 1.0 / shares.Length : weights[i] / total;
            shares[i] = sum;
        }
        if (shares.Length > 0)
            shares[^1] = 2;
        return shares;
    }
}
