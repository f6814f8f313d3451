using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class GgufReaderTests
{
    private static GgufHeaderBuilder Small => ModelHeader.SmallChatglm.Header();

    [Theory]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Read_GivesKeysAndTensors_ForBothVersions(uint version)
    {
        var file = Small.Version(version).Read();

        Assert.Equal(version, file.Version);
        Assert.Equal("chatglm", file.Metadata.Architecture);
        Assert.Equal(6, file.Metadata.GetInteger("chatglm.block_count"));
        Assert.Equal(1e-5, file.Metadata.FindNumber("chatglm.attention.layer_norm_rms_epsilon")!.Value, 1e-9);
        Assert.Equal(4096, file.Metadata.FindTexts("tokenizer.ggml.tokens")!.Value.Count);
        Assert.Equal(3 + (6 * 7), file.Tensors.Count);
        var qkv = file.Tensors.Find("blk.5.attn_qkv.weight")!;
        Assert.Equal<long>([512, 768], qkv.Dimensions);
        Assert.Equal(512 * 768 / 32 * 34, qkv.Bytes);
        Assert.Null(file.Tensors.Find("blk.6.attn_qkv.weight"));
    }

    [Fact]
    public void Read_PlacesTensorsBackToBack_WhenTheAlignmentIsItsOwn()
    {
        var file = new GgufHeaderBuilder().AlignedTo(64)
            .Tensor("a", GgufTensorType.F32, 3)
            .Tensor("b", GgufTensorType.F16, 5, 7)
            .Read();

        Assert.Equal(0, file.Tensors[0].DataOffset);
        Assert.Equal(64, file.Tensors[1].DataOffset);
        Assert.Equal(64 + 70, file.DataBytes);
        Assert.Equal(0, file.DataStart % 64);
    }

    [Fact]
    public void Read_ReadsCodeGeeX4FromASparseFile_WithoutItsData()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("codegeex4.gguf");
        ModelHeader.CodeGeeX4.WithoutVocabulary().WriteSparse(path);

        var file = GgufFile.Read(path);

        Assert.True(file.FileBytes > 9_988_964_352);
        Assert.Equal(9_988_964_352, file.Tensors.Sum(tensor => tensor.Bytes));
        Assert.Equal(9_399_951_360, file.Tensors.Sum(tensor => tensor.ElementCount));
        Assert.Equal(TensorDataState.Hollow, file.Data);
        Assert.False(file.DataComplete);
    }

    [Fact]
    public void Read_SaysCutOff_WhenTheDataEndsEarly() => Assert.Equal(TensorDataState.CutOff, Small.Read().Data);

    [Fact]
    public void Read_SaysComplete_WhenTheDataIsThere()
    {
        var header = new GgufHeaderBuilder().Tensor("a", GgufTensorType.F32, 1000).Header();
        var whole = new byte[header.Length + 31 + 4000];
        header.CopyTo(whole, 0);
        Array.Fill(whole, (byte)7, header.Length, whole.Length - header.Length);

        Assert.Equal(TensorDataState.Complete, GgufReader.Read(new MemoryStream(whole), "a.gguf").Data);
    }

    [Fact]
    public void Read_SaysNotFound_WhenThereIsNoFile()
    {
        using var folder = new ScratchFolder();

        var error = Assert.Throws<GgufException>(() => GgufFile.Read(folder.File("none.gguf")));

        Assert.Equal(GgufErrorCodes.NotFound, error.Code);
        Assert.Contains("none.gguf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SaysUnreadable_WhenThePathIsAFolder()
    {
        using var folder = new ScratchFolder();

        Assert.Equal(GgufErrorCodes.Unreadable, Assert.Throws<GgufException>(() => GgufFile.Read(folder.Path)).Code);
    }

    public static TheoryData<string, byte[], string> DamagedFiles => new()
    {
        { "empty", [], GgufErrorCodes.NotGguf },
        { "another format", "PK\u0003\u0004 and more"u8.ToArray(), GgufErrorCodes.NotGguf },
        { "only the magic", "GGUF"u8.ToArray(), GgufErrorCodes.Truncated },
        { "version 1", Small.Version(1).Header(), GgufErrorCodes.VersionUnsupported },
        { "version 4", Small.Version(4).Header(), GgufErrorCodes.VersionUnsupported },
        { "big endian", Small.Version(0x03000000).Header(), GgufErrorCodes.BigEndian },
        { "2^60 tensors", Patched(8, 1UL << 60), GgufErrorCodes.LengthOutOfBounds },
        { "2^60 keys", Patched(16, 1UL << 60), GgufErrorCodes.LengthOutOfBounds },
        { "a key of 2^60 bytes", Patched(24, 1UL << 60), GgufErrorCodes.LengthOutOfBounds },
        { "a key of 2^64-1 bytes", Patched(24, ulong.MaxValue), GgufErrorCodes.LengthOutOfBounds },
        { "an empty key", Patched(24, 0), GgufErrorCodes.BadText },
        { "a key of 300 bytes", Small.Key(new string('k', 300), 1u).Header(), GgufErrorCodes.BadText },
        { "more keys than allowed", new byte[200_000].Also(bytes => Small.Header()[..8].CopyTo(bytes, 0)).With(16, GgufLimits.Keys + 1), GgufErrorCodes.HeaderTooLarge },
        { "a repeated key", Small.Repeat("chatglm.block_count").Header(), GgufErrorCodes.DuplicateKey },
        { "an unknown value type", Small.RawKey("x", 13, 0, 0, 0, 1).Header(), GgufErrorCodes.BadValueType },
        { "lists of lists", Small.RawKey("x", 9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).Header(), GgufErrorCodes.BadValueType },
        { "a text of 2^63 bytes", Small.RawKey("x", 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128).Header(), GgufErrorCodes.LengthOutOfBounds },
        { "a list of 2^63 numbers", Small.RawKey("x", 9, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128).Header(), GgufErrorCodes.LengthOutOfBounds },
        { "alignment 0", Small.Key("general.alignment", 0u).Header(), GgufErrorCodes.BadAlignment },
        { "alignment 48", Small.Key("general.alignment", 48u).Header(), GgufErrorCodes.BadAlignment },
        { "alignment as a text", Small.Key("general.alignment", "32").Header(), GgufErrorCodes.BadAlignment },
        { "alignment 2^31", Small.Key("general.alignment", 1u << 31).Header(), GgufErrorCodes.BadAlignment },
        { "a repeated tensor", WithTensors(new("a", 0, [8]), new("b", 0, [8]), new("a", 0, [8])), GgufErrorCodes.DuplicateTensor },
        { "five dimensions", WithTensors(new TensorSpec("a", 0, [1, 1, 1, 1, 1])), GgufErrorCodes.BadTensorShape },
        { "a dimension of 0", WithTensors(new TensorSpec("a", 0, [4, 0])), GgufErrorCodes.BadTensorShape },
        { "a negative dimension", WithTensors(new TensorSpec("a", 0, [-4])), GgufErrorCodes.BadTensorShape },
        { "2^64 elements", WithTensors(new TensorSpec("a", 0, [1L << 32, 1L << 32])), GgufErrorCodes.BadTensorShape },
        { "2^62 elements of four bytes", WithTensors(new TensorSpec("a", 0, [1L << 31, 1L << 31])), GgufErrorCodes.BadTensorShape },
        { "half a block a row", WithTensors(new TensorSpec("a", 8, [48])), GgufErrorCodes.BadTensorShape },
        { "tensors past 2^63 together", WithTensors(new("a", 24, [1L << 62]), new("b", 24, [1L << 62])), GgufErrorCodes.BadTensorShape },
        { "a removed type", WithTensors(new TensorSpec("a", 4, [32])), GgufErrorCodes.BadTensorType },
        { "an unknown type", WithTensors(new TensorSpec("a", 43, [32])), GgufErrorCodes.BadTensorType },
        { "type 2^32-1", WithTensors(new TensorSpec("a", uint.MaxValue, [32])), GgufErrorCodes.BadTensorType },
        { "a tensor without a name", WithTensors(new TensorSpec("", 0, [8])), GgufErrorCodes.BadText },
        { "a name of 64 bytes", WithTensors(new TensorSpec(new string('n', 64), 0, [8])), GgufErrorCodes.BadText },
        { "overlapping tensors", WithTensors(new("a", 0, [64]), new("b", 0, [64], 32)), GgufErrorCodes.BadTensorOffset },
        { "two tensors pointing at each other's place", WithTensors(new("a", 0, [64], 256), new("b", 0, [64], 0)), GgufErrorCodes.BadTensorOffset },
        { "a gap", WithTensors(new("a", 0, [64]), new("b", 0, [64], 1 << 20)), GgufErrorCodes.BadTensorOffset },
        { "an offset outside any file", WithTensors(new TensorSpec("a", 0, [64], -32)), GgufErrorCodes.BadTensorOffset },
        { "an odd offset", WithTensors(new("a", 0, [64]), new("b", 0, [64], 257)), GgufErrorCodes.BadTensorOffset },
    };

    [Theory]
    [MemberData(nameof(DamagedFiles))]
    public void Read_RefusesTheFile_WhenItIsDamaged(string what, byte[] file, string code)
    {
        var error = Assert.Throws<GgufException>(() => GgufReader.Read(new MemoryStream(file), what));

        Assert.Equal(code, error.Code);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SaysTruncatedOrOutOfBounds_WhereverTheHeaderIsCut()
    {
        var header = Small.Header();
        string[] expected = [GgufErrorCodes.NotGguf, GgufErrorCodes.Truncated, GgufErrorCodes.LengthOutOfBounds];

        for (var length = 0; length < header.Length; length += 97)
        {
            var error = Assert.Throws<GgufException>(() => GgufReader.Read(new MemoryStream(header, 0, length), "cut"));
            Assert.Contains(error.Code, expected);
        }
    }

    private static byte[] Patched(int at, ulong value) => Small.Header().With(at, value);

    private static byte[] WithTensors(params TensorSpec[] tensors) =>
        tensors.Aggregate(new GgufHeaderBuilder(), (header, tensor) => header.Tensor(tensor)).Header();
}
