using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LLamaSharp.Native;
using LLama.Exceptions;
using LLama.Native;

[assembly: LlamaBinding(typeof(BatchGen.LLamaSharp.LLamaSharpBinding))]

namespace BatchGen.LLamaSharp;

/// <summary>
/// llama.cpp through LLamaSharp's handles, parameters and calls. Not through its BatchedExecutor, whose scheduling is the one this
/// product brings itself.
/// </summary>
public sealed unsafe class LLamaSharpBinding : ILlamaBinding
{
    public RuntimeInfo Load()
    {
        var build = LLamaSharpLibrary.Load();
        return new RuntimeInfo("LLamaSharp", BuildChoice.Version, build.Backend, build.Name, build.Reason) { GpuProblem = build.GpuProblem };
    }

    public IReadOnlyList<NativeDevice> Devices()
    {
        var devices = new List<NativeDevice>();
        for (nuint index = 0; index < MissingApi.DeviceCount(); index++)
            devices.Add(Describe(MissingApi.Device(index)));
        return devices;
    }

    public INativeModel? LoadModel(ModelLoadRequest request, GpuPlacement placement, Func<float, bool> keepGoing)
    {
        var parameters = LLamaModelParams.Default();
        parameters.n_gpu_layers = request.GpuLayers;
        // A simulated load with mmap on ends the process in an assertion.
        parameters.load_mode = request.UseMmap && !request.NoAlloc ? LLamaLoadMode.MemoryMap : LLamaLoadMode.None;
        parameters.vocab_only = request.VocabularyOnly;
        parameters.no_alloc = request.NoAlloc;
        parameters.split_mode = SplitOf(placement.Split);
        parameters.main_gpu = placement.MainGpu;
        parameters.progress_callback = (value, _) => keepGoing(value);
        fixed (float* shares = placement.SharesOf((int)NativeApi.llama_max_devices()))
        {
            parameters.tensor_split = shares;
            return Load(request.Path, parameters);
        }
    }

    public bool Quantize(string source, string target, QuantizedType type, int threads)
    {
        var parameters = LLamaModelQuantizeParams.Default();
        parameters.nthread = threads;
        parameters.ftype = (LLamaFtype)(int)type;
        return NativeApi.llama_model_quantize(source, target, ref parameters) == 0;
    }

    private static NativeModel? Load(string path, LLamaModelParams parameters)
    {
        try
        {
            return new NativeModel(SafeLlamaModelHandle.LoadFromFile(path, parameters));
        }
        catch (LoadWeightsFailedException)
        {
            // It carries the path only; llama.cpp's log has the reason.
            return null;
        }
        finally
        {
            // llama.cpp holds a pointer to it while it loads, which the collector does not see.
            GC.KeepAlive(parameters.progress_callback);
        }
    }

    private static NativeDevice Describe(nint device)
    {
        nuint free = 0, total = 0;
        MissingApi.DeviceMemory(device, &free, &total);
        return new NativeDevice(
            NativeText.Read(MissingApi.DeviceName(device)), NativeText.Read(MissingApi.DeviceDescription(device)), MissingApi.DeviceType(device), (long)free, (long)total);
    }

    private static GPUSplitMode SplitOf(GpuSplit split) => split switch
    {
        GpuSplit.None => GPUSplitMode.None,
        GpuSplit.Layer => GPUSplitMode.Layer,
        GpuSplit.Row => GPUSplitMode.Row,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "No such way to split a model."),
    };
}
