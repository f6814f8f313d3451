using System.Runtime.InteropServices;

namespace BatchGen.Testing.Models;

/// <summary>Writes a row of weights in ggml's block formats.</summary>
internal static class RowEncoder
{
    private const int BlockLength = 32;

    public static byte[] Encode(ReadOnlySpan<float> row, TensorType type)
    {
        var bytes = new MemoryStream(row.Length * sizeof(float));
        using var writer = new BinaryWriter(bytes);
        Write(writer, row, type);
        return bytes.ToArray();
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<float> row, TensorType type)
    {
        if (type == TensorType.F32)
        {
            writer.Write(MemoryMarshal.AsBytes(row));
            return;
        }

        for (var start = 0; start < row.Length; start += BlockLength)
        {
            var block = row.Slice(start, BlockLength);
            if (type == TensorType.Q8_0)
                WriteQ8(writer, block);
            else
                WriteQ4(writer, block);
        }
    }

    /// <summary>A half scale, then 32 signed bytes.</summary>
    private static void WriteQ8(BinaryWriter writer, ReadOnlySpan<float> block)
    {
        var scale = WriteScale(writer, block, 127);
        foreach (var weight in block)
            writer.Write((sbyte)Quantize(weight, scale, 127));
    }

    /// <summary>
    /// A half scale, then 16 bytes: the low halves are weights 0 to 15, the high halves 16 to 31, each stored as value + 8.
    /// Only −7 to 7 is used: with −8 the mean is below zero, and a random model then gives one token for ever.
    /// </summary>
    private static void WriteQ4(BinaryWriter writer, ReadOnlySpan<float> block)
    {
        var scale = WriteScale(writer, block, 7);
        for (var index = 0; index < BlockLength / 2; index++)
        {
            var low = Quantize(block[index], scale, 7) + 8;
            var high = Quantize(block[index + (BlockLength / 2)], scale, 7) + 8;
            writer.Write((byte)(low | (high << 4)));
        }
    }

    private static float WriteScale(BinaryWriter writer, ReadOnlySpan<float> block, int most)
    {
        var largest = 0f;
        foreach (var weight in block)
            largest = Math.Max(largest, Math.Abs(weight));
        var scale = (Half)(largest / most);
        writer.Write(scale);
        return (float)scale;
    }

    private static int Quantize(float weight, float scale, int most) =>
        scale == 0 ? 0 : Math.Clamp((int)MathF.Round(weight / scale), -most, most);
}
