using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// Tells a whole model from a header-only one. A sparse file has the full length, and .NET cannot ask for its holes,
/// so a few places are sampled: holes read as zeros, and no trained or random weights are zero in all of them.
/// </summary>
internal static class TensorData
{
    private const int Samples = 16;
    private const int SampleBytes = 512;

    public static TensorDataState Examine(Stream stream, long dataStart, long dataBytes)
    {
        if (dataBytes == 0)
            return TensorDataState.Complete;
        if (dataBytes > stream.Length - dataStart)
            return TensorDataState.CutOff;
        return HoldsAnything(stream, dataStart, dataBytes) ? TensorDataState.Complete : TensorDataState.Hollow;
    }

    private static bool HoldsAnything(Stream stream, long dataStart, long dataBytes)
    {
        Span<byte> sample = stackalloc byte[SampleBytes];
        var stride = Math.Max(1, dataBytes / Samples);
        for (var offset = 0L; offset < dataBytes; offset += stride)
        {
            var bytes = sample[..(int)Math.Min(SampleBytes, dataBytes - offset)];
            if (ReadAt(stream, dataStart + offset, bytes).ContainsAnyExcept((byte)0))
                return true;
        }
        return false;
    }

    private static Span<byte> ReadAt(Stream stream, long position, Span<byte> bytes)
    {
        try
        {
            stream.Position = position;
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (IOException e)
        {
            throw new GgufException(
                GgufErrorCodes.Unreadable, $"Reading the tensors' data at byte {position} failed: {ForeignMessage.Of(e)}", position, inner: e);
        }
    }
}
