using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Mutations;
using Xunit.Abstractions;

namespace BatchGen.Inference.Tests.Gguf;

/// <summary>Damages a valid header at random and holds the reader to its three promises: its own error, no more memory than the file, an end.</summary>
public sealed class GgufReaderMutationTests(ITestOutputHelper output)
{
    private const int Mutations = 25_000;

    /// <summary>The read buffer (64 KiB) and the objects of this header's few keys.</summary>
    private const long SmallHeaderOverheadBytes = 128 * 1024;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_ThrowsOnlyItsOwnErrorAndAllocatesNoMoreThanTheFile_WhenTheHeaderIsMutated(int seed)
    {
        var mutator = new HeaderMutator(Header(), new Random(seed));
        var refused = 0;
        var worst = 0L;
        for (var i = 0; i < Mutations; i++)
        {
            var file = mutator.Next();
            using var stream = new MemoryStream(file, writable: false);
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (!TryRead(stream))
                refused++;
            worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before - file.Length);
        }

        output.WriteLine($"{refused} of {Mutations} refused, at most {worst} bytes allocated beyond the file's size");
        Assert.InRange(worst, long.MinValue, SmallHeaderOverheadBytes);
        Assert.InRange(refused, Mutations / 4, Mutations - 1);
    }

    [Fact]
    public void Read_AllocatesNoMoreThanTheFile_WhenItHasTheMostTensorsAndKeysAllowed()
    {
        var header = new GgufHeaderBuilder();
        for (var i = 0; i < GgufLimits.Keys; i++)
            header.RawKey($"{i:x}", 7, 0, 0, 0, 1);
        for (var i = 0; i < GgufLimits.Tensors; i++)
            header.Tensor(new TensorSpec($"{i:x}", 0, []));
        var file = header.Header();
        using var stream = new MemoryStream(file, writable: false);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = GgufReader.Read(stream, "crowded");
        var beyond = GC.GetAllocatedBytesForCurrentThread() - before - file.Length;

        output.WriteLine($"{beyond} bytes beyond the file's {file.Length}");
        Assert.Equal(GgufLimits.Tensors, read.Tensors.Count);
        Assert.InRange(beyond, long.MinValue, GgufLimits.FixedOverheadBytes);
    }

    [Fact]
    public void Read_StopsEarly_WhenAListOfEmptyTextsFillsAHugeSparseFile()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("zeros.gguf");
        var header = new GgufHeaderBuilder().RawKey("x", 9, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0).Header();
        using (var file = File.Create(path))
        {
            file.Write(header);
            file.SetLength(1L << 36);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<GgufException>(() => GgufFile.Read(path));

        Assert.Equal(GgufErrorCodes.HeaderTooLarge, error.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, GgufLimits.FixedOverheadBytes);
    }

    private static bool TryRead(Stream stream)
    {
        try
        {
            var file = GgufReader.Read(stream, "mutated");
            // Whatever was accepted can also be looked at.
            foreach (var tensor in file.Tensors)
                Assert.True(tensor.Bytes > 0, tensor.Name);
            return true;
        }
        catch (GgufException)
        {
            return false;
        }
    }

    private static byte[] Header() => (ModelHeader.SmallChatglm with { Layers = 2, Vocabulary = 96 }).Header().Header();
}
