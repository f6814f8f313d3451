using System.Globalization;
using System.Text;
using LLama.Native;

namespace BatchGen.LLamaSharp.Models;

/// <summary>Reads the GGUF header of a loaded model.</summary>
internal static class ModelHeader
{
    /// <summary>A scalar value as text; null if the key is absent or an array.</summary>
    /// <remarks>LLamaSharp 0.27 and 0.28 hand the key over without the zero that ends it in C, so it is added here.</remarks>
    public static string? Read(SafeLlamaModelHandle model, string key) =>
        model.MetadataValueByKey(key + '\0') is { } value ? Encoding.UTF8.GetString(value.Span) : null;

    /// <summary>A number; 0 if the key is absent.</summary>
    public static int ReadInt32(SafeLlamaModelHandle model, string key) =>
        int.TryParse(Read(model, key), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
