using System.Globalization;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>How a model is divided between the GPUs that are there.</summary>
/// <param name="Shares">One a GPU; empty to divide by free memory.</param>
public sealed record GpuPlacement(GpuSplit Split, int MainGpu, IReadOnlyList<float> Shares)
{
    // llama.cpp refuses every model that is not to be split (main_gpu 0 of 0) where there is no GPU.
    private static readonly GpuPlacement WithoutGpu = new(GpuSplit.Layer, 0, []);

    /// <exception cref="RuntimeException">The request names GPUs that are not there, or shares that divide nothing.</exception>
    public static GpuPlacement Of(ModelLoadRequest request, IEnumerable<DeviceMemory> devices)
    {
        var gpus = CountGpus([.. devices]);
        if (gpus == 0)
            return WithoutGpu;
        if (request.MainGpu < 0 || request.MainGpu >= gpus)
            throw Invalid($"GPU {request.MainGpu} is to take the model, and there are the GPUs 0 to {gpus - 1}. Change Engine:MainGpu.");
        var shares = request.TensorSplit ?? [];
        if (shares.Count > gpus)
            throw Invalid($"The model is to be divided between {shares.Count} GPUs, and there are {gpus}. Give Engine:TensorSplit one number a GPU.");
        if (shares.Count > 0 && (shares.Any(share => !float.IsFinite(share) || share < 0) || shares.All(share => share == 0)))
            throw Invalid($"The shares {string.Join(", ", shares.Select(share => share.ToString(CultureInfo.InvariantCulture)))} divide nothing. Give Engine:TensorSplit numbers of 0 or more, one of them above 0.");
        return new GpuPlacement(request.Split, request.MainGpu, shares);
    }

    /// <summary>The shares as llama.cpp reads them: as many entries as it can have devices; null to let it divide.</summary>
    public float[]? SharesOf(int mostDevices)
    {
        if (Shares.Count == 0)
            return null;
        var padded = new float[Math.Max(mostDevices, Shares.Count)];
        for (var gpu = 0; gpu < Shares.Count; gpu++)
            padded[gpu] = Shares[gpu];
        return padded;
    }

    /// <summary>An integrated GPU computes only where there is no other.</summary>
    private static int CountGpus(List<DeviceMemory> devices)
    {
        var cards = devices.Count(device => device.Kind == DeviceKind.Gpu);
        return cards > 0 ? cards : devices.Count(device => device.Kind == DeviceKind.IntegratedGpu);
    }

    private static RuntimeException Invalid(InvariantText message) => new("gpu_split_invalid", message);
}
