using BatchGen.Engine.Client;
using BatchGen.Inference.Gguf;
using BatchGen.Testing;
using BatchGen.Testing.Headers;

namespace BatchGen.Engine.Tests.Supervision;

/// <summary>Files that no engine can load.</summary>
public sealed class UnusableModelTests
{
    [Fact]
    public async Task WaitUntilReadyAsync_SaysWhichFile_WhenThereIsNone()
    {
        await using var fixture = new EngineFixture();
        var engine = fixture.Manager.GetEngine(Path.Combine(fixture.Folder, "absent.gguf"));

        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling));

        Assert.Equal("model_not_found", failure.Code);
        Assert.Contains("absent.gguf", failure.Message, StringComparison.Ordinal);
        Assert.Equal(EngineState.Failed, engine.Status.State);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_GivesTheReadersCode_WhenAFileIsAHeaderOnly()
    {
        await using var fixture = new EngineFixture();
        var path = Path.Combine(fixture.Folder, "header.gguf");
        ModelHeader.SmallChatglm.Header().WriteSparse(path);

        var failure = await Assert.ThrowsAsync<EngineException>(
            () => fixture.Manager.GetEngine(path).WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling));

        Assert.Equal(GgufErrorCodes.DataMissing, failure.Code);
        Assert.Contains("header.gguf", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitUntilReadyAsync_Recovers_WhenABrokenFileIsMended()
    {
        await using var fixture = new EngineFixture();
        var path = Path.Combine(fixture.Folder, "broken.gguf");
        await File.WriteAllTextAsync(path, "this is not a model");
        var engine = fixture.Manager.GetEngine(path);
        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling));
        Assert.Contains("broken.gguf", failure.Message, StringComparison.Ordinal);

        File.Copy(fixture.ModelPath, path, overwrite: true);

        var model = await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        Assert.Equal("chatglm", model.Info.Architecture);
        Assert.Equal("codegeex4", model.TemplateName);
    }
}
