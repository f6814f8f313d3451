using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LlamaCpp.Native;

[assembly: LlamaBinding(typeof(BatchGen.LlamaCpp.LlamaCppBinding))]

namespace BatchGen.LlamaCpp;

/// <summary>
/// llama.cpp, bound directly. The native libraries are loaded from <c>llama/</c> beside the program or from the folder that
/// BATCHGEN_LLAMA_DIRECTORY names.
/// </summary>
public sealed unsafe class LlamaCppBinding : ILlamaBinding
{
    public RuntimeInfo Load()
    {
        var files = LlamaLibrary.Load();
        return new RuntimeInfo("llama.cpp", files.Release, files.Backend);
    }

    public IReadOnlyList<NativeDevice> Devices()
    {
        var devices = new List<NativeDevice>();
        for (nuint index = 0; index < GgmlApi.DeviceCount(); index++)
            devices.Add(Describe(GgmlApi.Device(index)));
        return devices;
    }

    public INativeModel? LoadModel(ModelLoadRequest request, GpuPlacement placement, Func<float, bool> keepGoing)
    {
        var parameters = LlamaApi.ModelDefaultParams();
        parameters.GpuLayers = request.GpuLayers;
        // A simulated load with mmap on ends the process in an assertion.
        parameters.LoadMode = request.UseMmap && !request.NoAlloc ? LoadMode.Mmap : LoadMode.None;
        parameters.VocabularyOnly = request.VocabularyOnly ? (byte)1 : (byte)0;
        parameters.NoAlloc = request.NoAlloc ? (byte)1 : (byte)0;
        parameters.SplitMode = (int)placement.Split;
        parameters.MainGpu = placement.MainGpu;
        var callback = GCHandle.Alloc(keepGoing);
        try
        {
            parameters.ProgressCallback = &OnProgress;
            parameters.ProgressUserData = GCHandle.ToIntPtr(callback);
            fixed (float* shares = placement.SharesOf((int)LlamaApi.MaxDevices()))
            fixed (byte* path = NativeText.ToZeroTerminated(request.Path))
            {
                parameters.TensorSplit = (nint)shares;
                var model = LlamaApi.LoadModel(path, parameters);
                return model == 0 ? null : new NativeModel(new ModelHandle(model));
            }
        }
        finally
        {
            callback.Free();
        }
    }

    public bool Quantize(string source, string target, QuantizedType type, int threads)
    {
        var parameters = LlamaApi.QuantizeDefaultParams();
        parameters.Threads = threads;
        parameters.FileType = (int)type;
        fixed (byte* from = NativeText.ToZeroTerminated(source))
        fixed (byte* to = NativeText.ToZeroTerminated(target))
            return LlamaApi.Quantize(from, to, &parameters) == 0;
    }

    private static NativeDevice Describe(nint device)
    {
        nuint free = 0, total = 0;
        GgmlApi.DeviceMemory(device, &free, &total);
        return new NativeDevice(
            NativeText.Read(GgmlApi.DeviceName(device)), NativeText.Read(GgmlApi.DeviceDescription(device)), GgmlApi.DeviceType(device), (long)free, (long)total);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float value, nint userData) => ((Func<float, bool>)GCHandle.FromIntPtr(userData).Target!)(value) ? (byte)1 : (byte)0;
}
