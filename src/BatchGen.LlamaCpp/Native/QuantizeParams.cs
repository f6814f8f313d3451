using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary><c>struct llama_model_quantize_params</c>: 64 bytes. C's <c>bool</c> is one byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QuantizeParams
{
    public int Threads;
    public int FileType;
    public int OutputTensorType;
    public int TokenEmbeddingType;
    public byte AllowRequantize;
    public byte QuantizeOutputTensor;
    public byte OnlyCopy;
    public byte Pure;
    public byte KeepSplit;
    public byte DryRun;
    public nint ImportanceMatrix;
    public nint KvOverrides;
    public nint TensorOverrides;
    public nint PruneLayers;
    public nuint MaxBufferBytes;
}
