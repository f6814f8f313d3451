using BatchGen.Engine.Supervision;
using BatchGen.Testing;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class EngineAddressTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Create_TakesAFolderThatNobodyCouldHaveMadeBefore_WhenNoneIsGiven()
    {
        if (OperatingSystem.IsWindows())
            return;

        var folder = Path.GetDirectoryName(EngineAddress.Create(directory: null))!;

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder));
        Assert.DoesNotContain(Environment.UserName, Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.Equal(folder, Path.GetDirectoryName(EngineAddress.Create(directory: null)));
    }

    [Fact]
    public void Create_TakesTheGivenFolder_UnlessItsPathIsTooLongForASocket()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var scratch = new ScratchFolder();
        var near = Path.Combine(scratch.Path, "sockets");
        var far = Path.Combine(scratch.Path, new string('x', 100));

        Assert.Equal(near, Path.GetDirectoryName(EngineAddress.Create(near)));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(near));
        Assert.NotEqual(far, Path.GetDirectoryName(EngineAddress.Create(far)));
        Assert.False(Directory.Exists(far));
    }
}
