using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.Inference.Tests.Runtime.Binding;

public sealed class CorePoolTests
{
    private readonly CorePool _pool = new(cores: 8);

    [Theory]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    [InlineData(5000, 8)]
    public void Take_GivesNoMoreThanThereAreCores(int wanted, int given) => Assert.Equal(given, _pool.Take(wanted).Threads);

    [Fact]
    public void Take_GivesWhatIsLeft_AndAtLeastOne()
    {
        Assert.Equal([6, 2, 1], new[] { 6, 4, 4 }.Select(wanted => _pool.Take(wanted).Threads).ToArray());
    }

    [Fact]
    public void Take_GivesCoresAgain_OnceForEachShareReturned()
    {
        var share = _pool.Take(6);
        _pool.Take(1);
        share.Dispose();
        share.Dispose();

        Assert.Equal(7, _pool.Take(8).Threads);
    }
}
