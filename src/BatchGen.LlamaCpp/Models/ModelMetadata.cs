using System.Globalization;
using System.Text;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Models;

/// <summary>Reads a loaded model's texts; llama.cpp answers each with the length it needed.</summary>
internal static unsafe class ModelMetadata
{
    /// <summary>A scalar value of the GGUF header as text; null if the key is absent or an array.</summary>
    public static string? Read(ModelHandle model, string key)
    {
        fixed (byte* name = NativeText.ToZeroTerminated(key))
        {
            var length = LlamaModelApi.MetadataValue(model, name, null, 0);
            if (length < 0)
                return null;
            var text = new byte[length + 1];
            fixed (byte* buffer = text)
                LlamaModelApi.MetadataValue(model, name, buffer, (nuint)text.Length);
            return Encoding.UTF8.GetString(text, 0, length);
        }
    }

    /// <summary>A number of the header; 0 if the key is absent.</summary>
    public static int ReadInt32(ModelHandle model, string key) =>
        int.TryParse(Read(model, key), CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>llama.cpp's own line for the model, "chatglm 9B Q4_K - Medium", without the "?B" of a size it has no name for.</summary>
    public static string Describe(ModelHandle model)
    {
        const int Capacity = 256;
        var buffer = stackalloc byte[Capacity];
        LlamaModelApi.Description(model, buffer, Capacity);
        return NativeText.Read(buffer).Replace(" ?B ", " ", StringComparison.Ordinal);
    }
}
