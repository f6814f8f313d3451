namespace BatchGen.Engine.Tests;

public sealed class BuiltRuntimeTests
{
    [Fact]
    public void Description_NamesRuntimeAndBackend() =>
        Assert.Matches(@"^(llama\.cpp|LLamaSharp) \([a-z-]+\)$", BuiltRuntime.Description);
}
