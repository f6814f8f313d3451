using BatchGen.Web.Hosting;

namespace BatchGen.Web.Tests.Hosting;

public sealed class ContentRootTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("batchgen-root-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Find_IsTheProgramsOwnFolder_WhenPublished()
    {
        Lay(_root);

        Assert.Equal(_root, ContentRoot.Find(_root));
    }

    [Fact]
    public void Find_IsTheTopOfTheSource_WhenRunFromBuildOutput()
    {
        Lay(_root);
        var output = Directory.CreateDirectory(Path.Combine(_root, "src", "BatchGen.Web", "bin")).FullName;
        File.WriteAllText(Path.Combine(output, "appsettings.json"), "{}");

        Assert.Equal(_root, ContentRoot.Find(output));
    }

    private static void Lay(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{}");
        Directory.CreateDirectory(Path.Combine(folder, "wwwroot"));
    }
}
