using Microsoft.AspNetCore.Components.Server.Circuits;

namespace BatchGen.Web.Live;

/// <summary>
/// Tells a page that its connection broke: what was on its way through it, as a file is, does not go on when the next one comes.
/// A break that the server did not see is told with the next connection.
/// </summary>
public sealed class ConnectionBreaks : CircuitHandler
{
    public event Action? Broken;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => TellAsync();

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => TellAsync();

    private Task TellAsync()
    {
        Broken?.Invoke();
        return Task.CompletedTask;
    }
}
