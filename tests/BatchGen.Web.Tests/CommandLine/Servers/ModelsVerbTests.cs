using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>models: lists, adds, quantizes, and the jobs that come of it.</summary>
public sealed class ModelsVerbTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Add_OffersAFile_WhichIsListed()
    {
        using var folder = new ScratchFolder();
        using var shell = await Shell.AtAsync(server, Role.Admin);
        var name = $"m{Guid.NewGuid():N}";
        HeaderModel.Write(folder.File($"{name}.gguf"), HeaderModel.Windowed.Header());

        var added = (await shell.RunAsync("models", "add", folder.File($"{name}.gguf"))).Succeeded();

        Assert.Equal(name, added.Output.Trim());
        Assert.Contains((await shell.RunAsync("models", "list")).Succeeded().Lines, line => line.StartsWith(name + " ", StringComparison.Ordinal));
        Assert.Contains(
            (await shell.RunAsync("models", "list", "--json")).Succeeded().Document.EnumerateArray(), model => model.GetProperty("name").GetString() == name);
        (await shell.RunAsync("models", "add", folder.File($"{name}.gguf"), "--json")).Failed(ExitCodes.Refused, "model_already_registered");
    }

    [Fact]
    public async Task Add_IsRefused_ForAPathThatIsNone()
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        (await shell.RunAsync("models", "add", "no/such.gguf")).Failed(ExitCodes.Refused, "model_path_not_absolute");
    }

    [Theory]
    [InlineData("download_no_hub", "owner/model-GGUF")]
    [InlineData("download_no_hub", "owner/model-GGUF:Q4_K_M")]
    [InlineData("model_path_not_absolute", "owner/model.gguf")]
    public async Task Add_AsksForARepository_WhenItIsNoFile(string code, string where)
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        (await shell.RunAsync("models", "add", where)).Failed(ExitCodes.Refused, code);
        (await shell.RunAsync("models", "add", where, "--json")).Failed(ExitCodes.Refused, code);
    }

    [Fact]
    public async Task Add_TakesNoDigest_ForARepository()
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        (await shell.RunAsync("models", "add", "owner/model-GGUF", "--sha256", new string('0', 64))).Failed(ExitCodes.Unusable, "usage");
    }

    /// <summary>Neither can succeed here: no host is allowed, and the file is no model.</summary>
    [Theory]
    [InlineData("download_host_not_allowed", "models", "add", "https://models.example.org/a.gguf")]
    [InlineData("gguf_not_gguf", "models", "quantize", "missing", "q8_0")]
    public async Task Wait_EndsWithTheReason_WhenTheJobFails(string code, params string[] command)
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        (await shell.RunAsync([.. command, "--wait"])).Failed(ExitCodes.Refused, code);
        (await shell.RunAsync([.. command, "--wait", "--json"])).Failed(ExitCodes.Refused, code);

        Assert.Contains("failed", (await shell.RunAsync("models", "jobs")).Succeeded().Lines[1], StringComparison.Ordinal);
        Assert.Equal(code, (await shell.RunAsync("models", "jobs", "--json")).Succeeded().Document[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Quantize_StartsAJob_AndDoesNotWaitUnasked()
    {
        using var shell = await Shell.AtAsync(server, Role.Admin);

        Assert.StartsWith("Job ", (await shell.RunAsync("models", "quantize", "missing", "q4_k_m")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal("running", (await shell.RunAsync("models", "quantize", "missing", "q4_k_m", "--json")).Succeeded().Document.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Verb_IsRefusedTheKey_WhenItMayNot()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        (await shell.RunAsync("models", "add", "/models/a.gguf", "--json")).Failed(ExitCodes.NotReached, "insufficient_rights");
        (await shell.RunAsync("models", "quantize", "missing", "q8_0")).Failed(ExitCodes.NotReached, "insufficient_rights");
        (await shell.RunAsync("models", "quantize", "missing", "q1", "--json")).Failed(ExitCodes.Unusable, "usage");
    }
}
