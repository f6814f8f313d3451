using System.Text.Json.Nodes;
using BatchGen.Web.Api;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Remote;

/// <summary>Hands a file in: it is uploaded, read by the server with its settings, and taken away again once it has been.</summary>
internal sealed class SubmissionCalls(ServerConnection connection)
{
    private const int Tries = 5;

    /// <summary>Should this program end before it takes the file away: in seconds.</summary>
    private const int FileLifetime = 24 * 60 * 60;

    /// <param name="fields">As of <c>POST /api/batches</c>, without the input.</param>
    /// <exception cref="UnansweredException">It was cancelled when the server may have taken the batch already.</exception>
    public async Task<BatchSummaryBody> SubmitAsync(Stream content, string fileName, JsonObject fields, CancellationToken cancellationToken)
    {
        var file = await UploadAsync(content, fileName, cancellationToken);
        try
        {
            fields["input_file_id"] = file.Id;
            return await AgainAsync(
                key => connection.PostWorkAsync<BatchSummaryBody>("api/batches", ServerConnection.ContentOf(fields), key, cancellationToken),
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new UnansweredException(cancellationToken);
        }
        finally
        {
            await TakeAwayAsync(file.Id);
        }
    }

    /// <summary>Sends a request until it has an answer, always with the same key: done once, however often it was sent.</summary>
    public static async Task<T> AgainAsync<T>(Func<string, Task<T>> send, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        var backoff = new Backoff(Tries);
        var wasBroken = false;
        while (true)
        {
            try
            {
                return await send(key);
            }
            catch (RemoteException broken) when (!backoff.IsEnough && IsBroken(broken, wasBroken))
            {
                wasBroken = true;
                await backoff.WaitAsync(cancellationToken);
            }
            catch (RemoteException pending) when (pending.Code == "idempotency_key_pending")
            {
                // The server works on what was sent before the connection broke: that takes as long as it takes.
                await Task.Delay(pending.RetryAfter ?? TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    /// <summary>A server that is not there is no reason to wait, unless it was there a moment ago.</summary>
    private static bool IsBroken(RemoteException failure, bool wasBroken) =>
        failure.Code is "connection_broken" || (wasBroken && failure.Code is "connection_refused" or "connection_failed");

    private async Task<FileBody> UploadAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new StringContent("created_at"), "expires_after[anchor]" },
            { new StringContent($"{FileLifetime}"), "expires_after[seconds]" },
            { new StreamContent(content), "file", fileName },
        };
        return await connection.PostWorkAsync<FileBody>("v1/files", form, idempotencyKey: null, cancellationToken);
    }

    private async Task TakeAwayAsync(string file)
    {
        try
        {
            await connection.DeleteAsync<DeletedBody>($"v1/files/{Uri.EscapeDataString(file)}", CancellationToken.None);
        }
        catch (RemoteException)
        {
            // It expires by itself; what became of the batch is what counts.
        }
    }
}

/// <summary>A request was cancelled before its answer came, so that nobody here knows whether it was carried out.</summary>
internal sealed class UnansweredException(CancellationToken cancellationToken) : OperationCanceledException(cancellationToken);
