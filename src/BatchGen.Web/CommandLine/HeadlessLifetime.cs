namespace BatchGen.Web.CommandLine;

/// <summary>
/// Leaves signals to <see cref="Interruption"/>: the console lifetime would stop queue and engine on Ctrl-C, before the
/// run could cancel its batch and write what is done.
/// </summary>
internal sealed class HeadlessLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
