using System.Net;
using System.Net.Http.Headers;

namespace BatchGen.Web.Remote;

/// <summary>
/// Brings a file whole. Where the connection breaks it goes on from there, if the server has the same file still (its ETag), and else begins
/// again, if what was written can be taken back.
/// </summary>
internal sealed class Download(ServerConnection connection)
{
    /// <summary>About half a minute in all: a server that is started anew is back by then.</summary>
    private const int Tries = 9;

    private const string FileChanged = "file_changed";

    private readonly Backoff _backoff = new(Tries);
    private long _got;
    private EntityTagHeaderValue? _tag;

    /// <param name="target">What cannot seek, such as standard output, takes only what can be gone on with.</param>
    /// <returns>How many bytes the file has.</returns>
    /// <exception cref="RemoteException">It was refused, or the connection broke too often.</exception>
    /// <exception cref="TargetException">The target takes no more.</exception>
    public async Task<long> CopyAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = RequestFor(path);
                using var answer = await connection.OpenAsync(request, cancellationToken);
                if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                    return _got;
                if (answer.StatusCode == HttpStatusCode.OK)
                    BeginAgain(answer, target);
                await CopyAsync(answer, target, cancellationToken);
                return _got;
            }
            catch (Exception broken) when (IsBroken(broken, cancellationToken))
            {
                if (_backoff.IsEnough || (_got > 0 && _tag is null && !target.CanSeek))
                    throw TooOften(broken, target);
                await _backoff.WaitAsync(cancellationToken);
            }
        }
    }

    private HttpRequestMessage RequestFor(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_got == 0 || _tag is null)
            return request;
        request.Headers.Range = new RangeHeaderValue(_got, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(_tag);
        return request;
    }

    private void BeginAgain(HttpResponseMessage answer, Stream target)
    {
        if (_got > 0 && !target.CanSeek)
            throw new RemoteException(
                RemoteFault.NotReached,
                FileChanged,
                $"The connection broke after {_got:N0} bytes, and the file is another one now. What was written is not whole; run the command again.");
        if (_got > 0)
            target.SetLength(0);
        _got = 0;
        _tag = answer.Headers.ETag is { IsWeak: false } tag ? tag : null;
    }

    private async Task CopyAsync(HttpResponseMessage answer, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        for (var read = await body.ReadAsync(buffer, cancellationToken); read > 0; read = await body.ReadAsync(buffer, cancellationToken))
        {
            await WriteAsync(target, buffer.AsMemory(0, read), cancellationToken);
            _got += read;
            if (_tag is not null)
                _backoff.Succeeded();
        }
    }

    private static async Task WriteAsync(Stream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException full)
        {
            throw new TargetException(full);
        }
    }

    private static bool IsBroken(Exception failure, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && failure is HttpRequestException or IOException
            or RemoteException { Fault: RemoteFault.NotReached, Code: not ("not_batchgen" or "server_of_another_version" or "host_not_found" or FileChanged) };

    private RemoteException TooOften(Exception broken, Stream target)
    {
        var why = _got == 0 && broken is RemoteException never ? never.Message : $"The connection to {connection.Server.Name} broke after {_got:N0} bytes, again and again.";
        var left = target.CanSeek || _got == 0 ? "Nothing was kept; run the command again." : "What was written is not whole; run the command again.";
        return new RemoteException(RemoteFault.NotReached, (broken as RemoteException)?.Code ?? "connection_broken", $"{why} {left}", broken);
    }
}

/// <summary>What a download is written to takes no more: a full disk, a pipe that nobody reads.</summary>
internal sealed class TargetException(IOException cause) : Exception(cause.Message, cause);
