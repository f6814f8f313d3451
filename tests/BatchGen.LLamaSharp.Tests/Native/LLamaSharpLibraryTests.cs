using BatchGen.LLamaSharp.Native;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Testing;

namespace BatchGen.LLamaSharp.Tests.Native;

/// <summary>Which libraries a process loads. Each case is a process of its own: libraries are loaded once.</summary>
public sealed class LLamaSharpLibraryTests
{
    [Theory]
    [InlineData("ggml", "/opt/app/libggml.so", true)]
    [InlineData("ggml", "/opt/app/libggml.so.0", true)]
    [InlineData("ggml", "/opt/app/libggml.b8390.so", true)]
    [InlineData("ggml", "ggml.dll", true)]
    [InlineData("ggml", "/opt/app/libggml-base.so", false)]
    [InlineData("llama", "/opt/app/LLamaSharp.dll", false)]
    public void IsBuildOf_TellsOneLibraryFromAnother(string name, string path, bool expected) =>
        Assert.Equal(expected, LLamaSharpLibrary.IsBuildOf(name, path));

    [Fact]
    public async Task Load_TakesTheProgramsOwnLibraries_WhenOthersArePlantedInTheCurrentDirectory()
    {
        using var folder = new ScratchFolder();
        foreach (var own in OwnLibraries())
        {
            var planted = folder.File(Path.GetRelativePath(AppContext.BaseDirectory, own));
            Directory.CreateDirectory(Path.GetDirectoryName(planted)!);
            File.Copy(own, planted);
        }

        var report = await Probe.RunAsync("where", folder.Path);

        Assert.NotEmpty(report.Libraries);
        Assert.All(report.Libraries, library => Assert.StartsWith(AppContext.BaseDirectory, library, StringComparison.Ordinal));
    }

    /// <summary>Without a word this machine's fastest build is taken, and says why.</summary>
    [Fact]
    public async Task Load_SaysWhichBuildItTook_AndWhy()
    {
        var report = await Probe.RunAsync("where", AppContext.BaseDirectory);

        var fastest = Processor.Detect().Builds is [var first, ..] ? first : null;
        Assert.Equal(fastest ?? report.Build, report.Build);
        Assert.EndsWith(".", report.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string> BuildsOfThisMachine() => [.. Processor.Detect().Builds.DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(BuildsOfThisMachine))]
    public async Task GreedyAnswers_AreTheGoldenOnes_InEveryBuildThatThisMachineRuns(string build)
    {
        var folder = build.Length == 0 ? null : Path.GetDirectoryName(OwnLibraries().First(file => Path.GetFileName(Path.GetDirectoryName(file)) == build));

        var report = await Probe.RunAsync("golden", AppContext.BaseDirectory, folder);

        Assert.Equal(new GoldenAnswers().Expected(), report.Answers);
        Assert.All(report.Libraries, library => Assert.StartsWith(folder ?? AppContext.BaseDirectory, library, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_IsOneSentence_WhenTheFolderHoldsAnotherReleasesLibrary()
    {
        using var folder = new ScratchFolder();

        var report = await Probe.RunAsync("where", AppContext.BaseDirectory, folder.Path);

        Assert.Equal("native_library_missing", report.Code);
        Assert.Contains(folder.Path, report.Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OwnLibraries() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains("llama", StringComparison.Ordinal) || Path.GetFileName(file).Contains(
                "ggml", StringComparison.Ordinal));
}
