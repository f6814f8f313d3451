using System.Text;
using BatchGen.Inference.Gguf;

namespace BatchGen.Testing.Headers;

/// <summary>
/// Writes GGUF headers, well-formed by default: offsets follow from the tensors' sizes. The tensors' data is never
/// written; <see cref="WriteSparse"/> gives the file its full length with nothing in it.
/// </summary>
public sealed class GgufHeaderBuilder
{
    private readonly List<KeyEntry> _keys = [];
    private readonly List<TensorSpec> _tensors = [];
    private uint _version = 3;

    private int Alignment { get; set; } = 32;

    public IReadOnlyList<string> KeyNames => [.. _keys.Select(key => key.Name)];

    public IReadOnlyList<TensorSpec> Tensors => _tensors;

    /// <summary>Of the tensors as they are announced, in bytes, the padding between them included.</summary>
    public long DataBytes => _tensors.Sum(tensor => Padded(tensor.Bytes));

    public GgufHeaderBuilder Version(uint version)
    {
        _version = version;
        return this;
    }

    public GgufHeaderBuilder Key(string name, uint value) => Add(name, GgufValueType.U32, writer => writer.Write(value));

    public GgufHeaderBuilder Key(string name, ulong value) => Add(name, GgufValueType.U64, writer => writer.Write(value));

    public GgufHeaderBuilder Key(string name, int value) => Add(name, GgufValueType.I32, writer => writer.Write(value));

    public GgufHeaderBuilder Key(string name, float value) => Add(name, GgufValueType.F32, writer => writer.Write(value));

    public GgufHeaderBuilder Key(string name, bool value) => Add(name, GgufValueType.Bool, writer => writer.Write(value));

    public GgufHeaderBuilder Key(string name, string value) => Add(name, GgufValueType.Text, writer => WriteText(writer, value));

    public GgufHeaderBuilder Key(string name, IReadOnlyCollection<string> values) => AddList(name, GgufValueType.Text, values, WriteText);

    public GgufHeaderBuilder Key(string name, IReadOnlyCollection<int> values) =>
        AddList(name, GgufValueType.I32, values, (writer, value) => writer.Write(value));

    public GgufHeaderBuilder Key(string name, IReadOnlyCollection<float> values) =>
        AddList(name, GgufValueType.F32, values, (writer, value) => writer.Write(value));

    /// <summary>A key whose type and value are these bytes, right or wrong.</summary>
    public GgufHeaderBuilder RawKey(string name, params byte[] typeAndValue)
    {
        Without(name);
        _keys.Add(new KeyEntry(name, typeAndValue));
        return this;
    }

    /// <summary>The key under another name, with the value it had.</summary>
    public GgufHeaderBuilder Rename(string name, string newName)
    {
        for (var index = 0; index < _keys.Count; index++)
        {
            if (_keys[index].Name == name)
                _keys[index] = _keys[index] with { Name = newName };
        }

        return this;
    }

    /// <summary>The key once more, whatever is there.</summary>
    public GgufHeaderBuilder Repeat(string name)
    {
        _keys.Add(_keys.First(key => key.Name == name));
        return this;
    }

    public GgufHeaderBuilder Without(string name)
    {
        _keys.RemoveAll(key => key.Name == name);
        return this;
    }

    public GgufHeaderBuilder AlignedTo(int alignment)
    {
        Alignment = alignment;
        return Key("general.alignment", (uint)alignment);
    }

    public GgufHeaderBuilder Tensor(string name, GgufTensorType type, params long[] dimensions)
    {
        _tensors.RemoveAll(tensor => tensor.Name == name);
        return Tensor(new TensorSpec(name, (uint)type, dimensions));
    }

    public GgufHeaderBuilder Tensor(TensorSpec tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    public GgufHeaderBuilder ReplaceTensor(int index, TensorSpec tensor)
    {
        _tensors[index] = tensor;
        return this;
    }

    public GgufHeaderBuilder WithoutTensors(Predicate<string> named)
    {
        _tensors.RemoveAll(tensor => named(tensor.Name));
        return this;
    }

    public byte[] Header() => Build().Header;

    public GgufFile Read() => GgufReader.Read(new MemoryStream(Header()), "test.gguf");

    /// <summary>The whole file's length with only the header in it, as a sparse file.</summary>
    public void WriteSparse(string path)
    {
        var built = Build();
        using var file = File.Create(path);
        file.Write(built.Header);
        file.SetLength(Padded(built.Header.Length) + built.DataBytes);
    }

    private BuiltHeader Build()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(_version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_keys.Count);
        foreach (var key in _keys)
        {
            WriteText(writer, key.Name);
            writer.Write(key.TypeAndValue);
        }
        var offset = 0L;
        foreach (var tensor in _tensors)
        {
            WriteText(writer, tensor.Name);
            writer.Write(tensor.Dimensions.Count);
            foreach (var dimension in tensor.Dimensions)
                writer.Write(dimension);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset ?? offset);
            offset += Padded(tensor.Bytes);
        }
        writer.Flush();
        return new BuiltHeader(stream.ToArray(), offset);
    }

    private long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private GgufHeaderBuilder AddList<T>(string name, GgufValueType type, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write) =>
        Add(name, GgufValueType.List, writer =>
        {
            writer.Write((uint)type);
            writer.Write((ulong)values.Count);
            foreach (var value in values)
                write(writer, value);
        });

    private GgufHeaderBuilder Add(string name, GgufValueType type, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((uint)type);
        write(writer);
        writer.Flush();
        return RawKey(name, stream.ToArray());
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private sealed record KeyEntry(string Name, byte[] TypeAndValue);

    private sealed record BuiltHeader(byte[] Header, long DataBytes);
}
