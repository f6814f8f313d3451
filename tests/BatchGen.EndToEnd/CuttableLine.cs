using Microsoft.Playwright;

namespace BatchGen.EndToEnd;

/// <summary>Stands between a page's socket and the server, and can be cut.</summary>
internal sealed class CuttableLine
{
    private readonly Lock _gate = new();
    private readonly List<IWebSocketRoute> _open = [];
    private bool _isCut;

    /// <summary>For <c>RouteWebSocketAsync</c>: passes everything on, or hangs up at once while cut.</summary>
    public void Connect(IWebSocketRoute route)
    {
        lock (_gate)
        {
            if (!_isCut)
            {
                route.ConnectToServer();
                _open.Add(route);
                return;
            }
        }

        _ = route.CloseAsync();
    }

    public async Task CutAsync()
    {
        IWebSocketRoute[] open;
        lock (_gate)
        {
            _isCut = true;
            open = [.. _open];
            _open.Clear();
        }

        foreach (var route in open)
            await route.CloseAsync();
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }
}
