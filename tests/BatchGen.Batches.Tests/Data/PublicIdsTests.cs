using BatchGen.Batches.Data;

namespace BatchGen.Batches.Tests.Data;

public sealed class PublicIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, 123, 456, TimeSpan.Zero);

    [Fact]
    public void New_SaysItsTime_AndIsOrderedByIt()
    {
        List<NewId> ids = [.. Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? PublicIds.NewFile(Now) : PublicIds.NewFile(Now.AddMicroseconds(i)))];

        Assert.Equal(ids.Select(id => (DateTimeOffset?)id.At), ids.Select(id => PublicIds.TimeOf(id.Value)));
        Assert.Equal(ids.OrderBy(id => id.At).Select(id => id.Value), ids.Select(id => id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(ids.Count, ids.Select(id => id.At).Distinct().Count());
        Assert.All(ids, id => Assert.Equal(29, id.Value.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("file-")]
    [InlineData("file-x")]
    [InlineData("file-zzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("file-000000000000000000000000")]
    [InlineData("file-ABCDEFGHIJKLMNOPQRSTUVWX")]
    public void TimeOf_IsNull_ForWhatHasNone(string id) => Assert.Null(PublicIds.TimeOf(id));
}
