using System.Text;

namespace BatchGen.Testing.Models;

/// <summary>Writes a GGUF file, version 3: header, keys, tensor list, tensor data; little-endian throughout.</summary>
public sealed class GgufWriter(Stream output) : IDisposable
{
    private const int Alignment = 32;

    private readonly BinaryWriter _writer = new(output, Encoding.UTF8, leaveOpen: true);

    private enum ValueType : uint
    {
        UInt32 = 4,
        Int32 = 5,
        Float32 = 6,
        String = 8,
        Array = 9,
    }

    public void WriteHeader(int tensors, int keys)
    {
        _writer.Write("GGUF"u8);
        _writer.Write(3u);
        _writer.Write((ulong)tensors);
        _writer.Write((ulong)keys);
    }

    public void WriteKey(string key, uint value)
    {
        StartKey(key, ValueType.UInt32);
        _writer.Write(value);
    }

    public void WriteKey(string key, float value)
    {
        StartKey(key, ValueType.Float32);
        _writer.Write(value);
    }

    public void WriteKey(string key, string value)
    {
        StartKey(key, ValueType.String);
        WriteText(value);
    }

    public void WriteKey(string key, IReadOnlyList<string> values)
    {
        StartKey(key, ValueType.Array);
        _writer.Write((uint)ValueType.String);
        _writer.Write((ulong)values.Count);
        foreach (var value in values)
            WriteText(value);
    }

    public void WriteKey(string key, IReadOnlyList<int> values)
    {
        StartKey(key, ValueType.Array);
        _writer.Write((uint)ValueType.Int32);
        _writer.Write((ulong)values.Count);
        foreach (var value in values)
            _writer.Write(value);
    }

    /// <summary>The tensor list; each tensor's data must follow in the same order through <see cref="WriteData"/>.</summary>
    public void WriteTensorList(IEnumerable<RandomTensor> tensors)
    {
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            WriteText(tensor.Name);
            _writer.Write(tensor.Rows == 1 ? 1u : 2u);
            _writer.Write((ulong)tensor.RowLength);
            if (tensor.Rows != 1)
                _writer.Write((ulong)tensor.Rows);
            _writer.Write((uint)tensor.Type);
            _writer.Write((ulong)offset);
            offset += Align(tensor.ByteCount);
        }

        Pad();
    }

    /// <summary>One tensor's data, padded to where the next begins.</summary>
    public void WriteData(Action<BinaryWriter> write)
    {
        write(_writer);
        Pad();
    }

    public void Dispose() => _writer.Dispose();

    private static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private void StartKey(string key, ValueType type)
    {
        WriteText(key);
        _writer.Write((uint)type);
    }

    private void WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _writer.Write((ulong)bytes.Length);
        _writer.Write(bytes);
    }

    private void Pad()
    {
        _writer.Flush();
        for (var missing = Align(output.Position) - output.Position; missing > 0; missing--)
            _writer.Write((byte)0);
    }
}
