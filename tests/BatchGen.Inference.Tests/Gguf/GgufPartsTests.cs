using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class GgufPartsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData("/m/a-00001-of-00003.gguf", "/m/a-00001-of-00003.gguf /m/a-00002-of-00003.gguf /m/a-00003-of-00003.gguf")]
    [InlineData("/m/a-00002-of-00003.gguf", "/m/a-00002-of-00003.gguf")]
    [InlineData("/m/a-00001-of-00001.gguf", "/m/a-00001-of-00001.gguf")]
    [InlineData("/m/a-00001-of-99999.gguf", "/m/a-00001-of-99999.gguf")]
    [InlineData("/m/a-1-of-3.gguf", "/m/a-1-of-3.gguf")]
    [InlineData("/m/a.gguf", "/m/a.gguf")]
    public void PathsOf_GoesByTheName(string path, string expected) => Assert.Equal(expected.Split(' '), GgufParts.PathsOf(path));

    [Theory]
    [InlineData("/m/a-00002-of-00003.gguf", "/m/a-00001-of-00003.gguf")]
    [InlineData("/m/a-00001-of-00003.gguf", null)]
    [InlineData("/m/a-00004-of-00003.gguf", null)]
    [InlineData("/m/a.gguf", null)]
    public void FirstOf_NamesTheFirst_OfALaterPart(string path, string? expected) => Assert.Equal(expected, GgufParts.FirstOf(path));

    [Fact]
    public void Read_MakesOneModelOfTheParts()
    {
        var header = HeaderModel.Windowed.Header();
        var tensors = header.Tensors.Count;
        var file = GgufFile.Read(Parts(3)[0]);

        Assert.Equal(tensors, file.Tensors.Count);
        Assert.Equal(3, file.Parts.Count);
        Assert.NotNull(file.Tensors.Find("blk.5.ffn_down.weight"));
        Assert.Null(file.Tensors.Find("blk.6.ffn_down.weight"));
        GgufSafety.CheckForLoad(file);
    }

    [Fact]
    public void Read_NamesThePart_ThatIsMissing()
    {
        var paths = Parts(3);
        File.Delete(paths[1]);

        AssertRefused(paths[0], GgufErrorCodes.SplitFile, $"Part 2 of 3 is missing: there is no file '{paths[1]}'.");
    }

    [Fact]
    public void Read_NamesTheFirst_WhenALaterOneIsGiven()
    {
        var paths = Parts(2);

        AssertRefused(paths[1], GgufErrorCodes.SplitFile, $"The file is part 2 of 2 of a model. Take its first part, '{paths[0]}'");
    }

    [Fact]
    public void Read_SaysHowToNameIt_WhenTheNameIsAnother()
    {
        var other = _folder.File("other.gguf");
        File.Copy(Parts(2)[0], other);

        AssertRefused(other, GgufErrorCodes.SplitFile, "Name it …-00001-of-00002.gguf");
    }

    [Fact]
    public void Read_NamesThePart_ThatIsAnotherOne()
    {
        var paths = Parts(3);
        File.Copy(paths[2], paths[1], overwrite: true);

        AssertRefused(paths[0], GgufErrorCodes.SplitFile, $"'{paths[1]}' is not part 2 of 3");
    }

    [Fact]
    public void Read_NamesPartAndTensor_WhenPartsHoldTheSame()
    {
        var header = HeaderModel.Windowed.Header();
        var count = header.Tensors.Count;
        string[] paths = [_folder.File("twice-00001-of-00002.gguf"), _folder.File("twice-00002-of-00002.gguf")];
        for (var index = 0; index < paths.Length; index++)
            HeaderModel.Write(paths[index], HeaderModel.Windowed.Header().SplitKeys(index, 2, count));

        AssertRefused(paths[0], GgufErrorCodes.DuplicateTensor, $"'{paths[1]}' holds the tensor 'token_embd.weight', which an earlier part has too");
    }

    [Fact]
    public void Read_CountsTheTensors()
    {
        var paths = Parts(2);
        HeaderModel.Write(paths[1], new GgufHeaderBuilder().Tensor("blk.5.left_over", GgufTensorType.F32, 32).SplitKeys(1, 2, 999));

        AssertRefused(paths[0], GgufErrorCodes.SplitFile, "tensors of the");
    }

    [Fact]
    public void CheckForLoad_NamesThePart_ThatIsCutOff()
    {
        var paths = Parts(2);
        using (var file = File.OpenWrite(paths[1]))
            file.SetLength(file.Length - 4096);

        var refusal = Assert.Throws<GgufException>(() => GgufSafety.CheckForLoad(GgufFile.Read(paths[0])));

        Assert.Equal(GgufErrorCodes.DataMissing, refusal.Code);
        Assert.Contains(paths[1], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckForKeeping_TakesAPart_WithoutTheOthers()
    {
        var paths = Parts(2);
        File.Delete(paths[0]);

        GgufSafety.CheckForKeeping(paths[1]);
    }

    [Fact]
    public void StampOf_Changes_WhenAnyPartDoes()
    {
        var paths = Parts(2);
        var before = GgufParts.StampOf(paths[0]);
        File.Delete(paths[1]);

        Assert.NotEqual(before, GgufParts.StampOf(paths[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertRefused(string path, string code, string sentence)
    {
        var refusal = Assert.Throws<GgufException>(() => GgufFile.Read(path));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Parts(int count) => HeaderModel.WriteParts(_folder.Path, "model", HeaderModel.Windowed.Header(), count);
}
