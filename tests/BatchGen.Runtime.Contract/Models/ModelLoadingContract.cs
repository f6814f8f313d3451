using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Models;

public abstract class ModelLoadingContract(RuntimeUnderTest runtime) : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly string _path = RandomModel.PathOf(new RandomModelShape());

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(TensorType.F32, "chatglm", "F32")]
    [InlineData(TensorType.Q8_0, "chatglm", "Q8_0")]
    [InlineData(TensorType.Q4_0, "chatglm", "Q4_0")]
    public void Load_DescribesTheModel(TensorType weights, string architecture, string quantization)
    {
        using var model = runtime.Load(new RandomModelShape(Weights: weights));

        Assert.Equal(architecture, model.Info.Architecture);
        Assert.Equal("Random ChatGLM", model.Info.Name);
        Assert.Equal(2, model.Info.LayerCount);
        Assert.Equal(64, model.Info.EmbeddingLength);
        Assert.Equal(8192, model.Info.TrainedContextTokens);
        Assert.Equal(RandomVocabulary.Tokens.Count, model.Info.VocabularySize);
        Assert.Contains(quantization, model.Info.Description, StringComparison.Ordinal);
        Assert.InRange(model.Info.SizeBytes, 1, new FileInfo(RandomModel.PathOf(new RandomModelShape(Weights: weights))).Length);
    }

    [Theory]
    [InlineData(GpuSplit.None)]
    [InlineData(GpuSplit.Layer)]
    [InlineData(GpuSplit.Row)]
    public void Load_Works_HoweverSeveralGpusWouldShareTheModel(GpuSplit split)
    {
        using var model = runtime.Load(new ModelLoadRequest(_path, Split: split, TensorSplit: [1]));

        Assert.Equal(2, model.Info.LayerCount);
    }

    [Fact]
    public void Load_ReportsProgress_UpToOne()
    {
        var progress = new RecordedProgress();

        runtime.Instance.LoadModel(new ModelLoadRequest(_path), progress, CancellationToken.None).Dispose();

        Assert.Equal(progress.Values.Order(), progress.Values);
        Assert.Equal(1f, progress.Values[^1]);
    }

    [Fact]
    public void Load_Stops_WhenCancelledOnTheWay()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new RecordedProgress(onReport: cancellation.Cancel);

        Assert.Throws<OperationCanceledException>(() => runtime.Instance.LoadModel(new ModelLoadRequest(_path), progress, cancellation.Token));

        Assert.True(progress.Values[^1] < 1f, "The load ran to its end.");
    }

    [Fact]
    public void Load_GivesTheCallersException_WhenItsProgressThrows()
    {
        var progress = new RecordedProgress(onReport: () => throw new InvalidDataException("from the caller"));

        var exception = Assert.Throws<InvalidDataException>(() => runtime.Instance.LoadModel(new ModelLoadRequest(_path), progress, CancellationToken.None));

        Assert.Equal("from the caller", exception.Message);
    }

    [Fact]
    public void Load_SaysThatTheFileIsMissing()
    {
        var exception = Refuse(_folder.File("absent.gguf"));

        Assert.Equal("model_not_found", exception.Code);
    }

    [Fact]
    public void Load_SaysThatThePathIsAFolder() => Assert.Contains("is a folder", Refuse(_folder.Path).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("GG")]
    [InlineData("<!doctype html>")]
    public void Load_SaysThatTheFileIsNoGguf(string content)
    {
        var path = Put(Encoding.UTF8.GetBytes(content));

        Assert.Equal("model_not_gguf", Refuse(path).Code);
    }

    [Theory]
    [InlineData(10, "failed to read header")]
    [InlineData(3000, "failed to read key-value pairs")]
    [InlineData(-5000, "data is not within the file bounds")]
    public void Load_GivesTheLibrarysReasonAndThePath_WhenTheFileIsTruncated(int length, string reason)
    {
        var whole = File.ReadAllBytes(_path);
        var path = Put(whole[..(length > 0 ? length : whole.Length + length)]);

        var exception = Refuse(path);

        Assert.Equal("model_load_failed", exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chatglm", "chatgln", "unknown model architecture: 'chatgln'")]
    [InlineData("blk.1.attn_norm.weight", "blk.1.attn_xorm.weight", "tensor 'blk.1.attn_norm.weight'")]
    [InlineData("chatglm.block_count", "chatglm.block_counx", "key not found in model: chatglm.block_count")]
    public void Load_GivesTheLibrarysReason_WhenTheContentIsWrong(string text, string replacement, string reason)
    {
        var exception = Refuse(PutWith(text, replacement));

        Assert.Equal("model_load_failed", exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(34)]
    public void Load_RefusesARopeDimension_ThatWouldHangOrAbortTheFirstStep(int dimensions)
    {
        const string Key = "chatglm.rope.dimension_count\x04\0\0\0";
        var path = PutWith(Key + "\x10", Key + (char)dimensions);

        var exception = Refuse(path);

        Assert.Equal("model_unsupported", exception.Code);
        Assert.Contains("rope.dimension_count", exception.Message, StringComparison.Ordinal);
    }

    private RuntimeException Refuse(string path)
    {
        var exception = Assert.Throws<RuntimeException>(() => runtime.Load(new ModelLoadRequest(path)));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private string PutWith(string text, string replacement)
    {
        var content = Encoding.Latin1.GetString(File.ReadAllBytes(_path));
        Assert.Contains(text, content, StringComparison.Ordinal);
        return Put(Encoding.Latin1.GetBytes(content.Replace(text, replacement, StringComparison.Ordinal)));
    }

    private string Put(byte[] content)
    {
        var path = _folder.File("broken.gguf");
        File.WriteAllBytes(path, content);
        return path;
    }
}
