namespace BatchGen.Web.Live;

/// <summary>
/// Lets one reading run at a time, with a pause after each. Whatever is asked for meanwhile becomes one more at the end,
/// so the last state is always read and ten pushes a second cost at most a few queries.
/// </summary>
internal sealed class RefreshGate(Func<Task> refresh, TimeProvider clock, TimeSpan pause)
{
    private bool _running;
    private bool _again;

    /// <summary>On the renderer's thread only.</summary>
    public async Task AskAsync()
    {
        _again = true;
        if (_running)
            return;
        _running = true;
        try
        {
            while (_again)
            {
                _again = false;
                await refresh();
                await Task.Delay(pause, clock);
            }
        }
        finally
        {
            _running = false;
        }
    }
}
