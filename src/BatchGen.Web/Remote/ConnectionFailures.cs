using System.Net.Sockets;

namespace BatchGen.Web.Remote;

/// <summary>Why nobody answered, in a sentence that says what to do.</summary>
internal static class ConnectionFailures
{
    /// <summary>Null when the failure is another one, a fault of this program.</summary>
    public static RemoteException? Describe(Exception failure, ServerAddress server) => failure switch
    {
        HttpRequestException unknown when unknown.HttpRequestError is HttpRequestError.NameResolutionError
            || SocketErrorOf(failure) is SocketError.TryAgain or SocketError.HostNotFound =>
            NotReached("host_not_found", $"There is no host '{server.Root.Host}'. Check the address in {server.Source}, and that this machine can look names up.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => NotReached(
            "tls_failed",
            $"No safe connection to {server.Name} came about: {Innermost(failure)} "
            + "Check that it speaks https there, that its certificate is for that name and has not expired, and that this machine trusts who issued it.",
            failure),
        HttpRequestException when SocketErrorOf(failure) is SocketError.ConnectionRefused => NotReached("connection_refused", Refused(server), failure),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException { InnerException: TimeoutException } =>
            NotReached("connection_failed", $"{server.Name} cannot be reached: {Innermost(failure)} Check the address in {server.Source}, the network and any firewall between.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => NotReached(
            "connection_failed", $"The proxy of this machine (HTTPS_PROXY) does not lead to {server.Name}: {Innermost(failure)} Name the host in NO_PROXY, or mend the proxy.", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => NotReached(
            "not_batchgen", $"What answers at {server.Name} does not speak HTTP, or https where http was asked. Check the address in {server.Source}.", failure),
        HttpRequestException or IOException => NotReached(
            "connection_broken", $"The connection to {server.Name} broke: {Innermost(failure)} Run the command again.", failure),
        _ => null,
    };

    private static string Refused(ServerAddress server) => server.Source == "Urls"
        ? $"No server answers at {server.Name}, where this machine's would (Urls). Start it with 'batchgen serve', or name another with --server or BATCHGEN_SERVER."
        : $"Nobody listens at {server.Name}. Check the address in {server.Source}, and that the server runs.";

    private static RemoteException NotReached(string code, string sentence, Exception cause) => new(RemoteFault.NotReached, code, sentence, cause);

    private static SocketError? SocketErrorOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
                return socket.SocketErrorCode;
        }

        return null;
    }

    private static string Innermost(Exception failure)
    {
        var message = failure.GetBaseException().Message.Trim();
        return message.EndsWith('.') ? message : message + ".";
    }
}
