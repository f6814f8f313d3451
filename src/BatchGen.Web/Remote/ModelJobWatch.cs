using BatchGen.Web.Api;

namespace BatchGen.Web.Remote;

/// <summary>Follows a download or a quantization to its end. It is the server process's own: when that ends, so does it.</summary>
internal sealed class ModelJobWatch(ServerConnection connection)
{
    private const int Tries = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(Tries);

    /// <param name="moved">Called with each state that is heard of.</param>
    public async Task<ModelJobBody> FollowAsync(ModelJobBody job, Action<ModelJobBody> moved, CancellationToken cancellationToken)
    {
        while (job.State == "running")
        {
            moved(job);
            await Task.Delay(Pause, cancellationToken);
            try
            {
                job = await connection.GetAsync<ModelJobBody>($"api/models/jobs/{job.Id}", cancellationToken);
                _backoff.Succeeded();
            }
            catch (RemoteException broken) when (broken.Code is "connection_broken" or "connection_failed" or "connection_refused" && !_backoff.IsEnough)
            {
                await _backoff.WaitAsync(cancellationToken);
            }
        }

        return job;
    }
}
