namespace BatchGen.Inference.Runtime.Binding;

/// <summary>A simulated load: to the byte where the library says it, else by its log.</summary>
internal sealed class DryRunModel(RuntimeModel model) : IDryRunModel
{
    public IReadOnlyList<DeviceAllocation> Measure(ContextSettings settings)
    {
        using var context = model.Create(settings, watch: null);
        var allocations = context.ReadAllocations();
        // Where only the log speaks, the weights and cells of a single device are all there are; between several, it does not divide them.
        return allocations is [{ WeightsBytes: null } only]
            ? [only with { WeightsBytes = model.Info.SizeBytes, KvBytes = context.Info.KvBytes }]
            : allocations;
    }

    public void Dispose() => model.Dispose();
}
