using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Splitting;

internal sealed class FakeTokenCounter(Func<string, int> count) : ITokenCounter
{
    public int Calls { get; private set; }

    public long Characters { get; private set; }

    public Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Calls++;
        Characters += texts.Sum(text => (long)text.Length);
        return Task.FromResult<IReadOnlyList<int>>([.. texts.Select(count)]);
    }
}
