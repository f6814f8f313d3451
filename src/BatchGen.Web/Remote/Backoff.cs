namespace BatchGen.Web.Remote;

/// <summary>Waits longer each time something failed in a row, and says when it is enough.</summary>
/// <param name="tries">Failures in a row that are borne.</param>
internal sealed class Backoff(int tries)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int MostDoublings = 10;

    private int _failed;

    public bool IsEnough => _failed >= tries;

    public void Succeeded() => _failed = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = First * (1 << Math.Min(_failed++, MostDoublings));
        return Task.Delay(wait < Longest ? wait : Longest, cancellationToken);
    }
}
