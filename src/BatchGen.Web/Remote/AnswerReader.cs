using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BatchGen.Web.Api;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Remote;

/// <summary>Reads what a server answered, and says what it is when it is not what was asked for.</summary>
internal sealed class AnswerReader(ServerConnection connection)
{
    /// <summary>A refusal is a sentence or a few; a page that is larger is none of ours.</summary>
    private const int MaxRefusalBytes = 64 * 1024;

    private const int MaxShownCharacters = 200;

    /// <summary>A field that another version does not write is told apart from one that is empty.</summary>
    private static readonly JsonSerializerOptions Json = new(OpenAiJson.Options)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private ServerAddress Server => connection.Server;

    /// <exception cref="RemoteException">It is no such body.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!IsJson(answer))
            throw NotOurs(answer, await BeginningOfAsync(answer, cancellationToken));
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync<T>(body, Json, cancellationToken) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException)
        {
            throw await OtherVersionAsync(answer.RequestMessage!, cancellationToken) ?? NotOurs(answer, "");
        }
    }

    public async Task<RemoteException> RefusalOfAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await BeginningOfAsync(answer, cancellationToken);
        if ((int)answer.StatusCode is >= 300 and < 400)
            return new RemoteException(
                RemoteFault.NotReached,
                "not_batchgen",
                $"{Server.Name} sends its callers on to {PlainText.Of(answer.Headers.Location?.OriginalString ?? "another address")}. Give {Server.Source} the address where the server itself answers.");
        if (!IsJson(answer) || ErrorIn(text) is not { } error)
            return NotOurs(answer, text);
        if (error.Code == "unknown_url" && await OtherVersionAsync(request, cancellationToken) is { } other)
            return other;
        return Refusal(answer, error);
    }

    private RemoteException Refusal(HttpResponseMessage answer, ApiErrorBody error) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized when Server.Key is null => new RemoteException(
            RemoteFault.KeyRefused, error.Code, $"{Server.Name} wants an API key: set BATCHGEN_KEY, or give --key. 'batchgen keys create' makes one on the server's own machine."),
        HttpStatusCode.Unauthorized => new RemoteException(
            RemoteFault.KeyRefused,
            error.Code,
            $"{Server.Name} does not take the key of {Server.KeySource}: it is not known there, was revoked, or has expired. 'batchgen keys create' makes another on the server's own machine."),
        HttpStatusCode.Forbidden => new RemoteException(RemoteFault.KeyRefused, error.Code, $"{Server.Name} does not allow it: {PlainText.OfLines(error.Message)}"),
        _ => new RemoteException(RemoteFault.Refused, error.Code, PlainText.OfLines(error.Message) + TryAgain(answer)) { RetryAfter = WaitOf(answer) },
    };

    private static string TryAgain(HttpResponseMessage answer) => WaitOf(answer) is { } wait ? $" Try again in {wait.TotalSeconds:0} s." : "";

    private static TimeSpan? WaitOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>Null when it is of this version, or says nothing of it that would explain anything.</summary>
    private async Task<RemoteException?> OtherVersionAsync(HttpRequestMessage asked, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, VersionEndpoint.Path[1..]);
        using var answer = await connection.SendAsync(request, cancellationToken);
        if (!IsJson(answer))
            return null;
        var text = await BeginningOfAsync(answer, cancellationToken);
        var theirs = answer.IsSuccessStatusCode ? VersionIn(text) : ErrorIn(text) is null ? null : "an older version";
        var own = VersionBody.Own.Version;
        return theirs is null || theirs == own
            ? null
            : new RemoteException(
                RemoteFault.NotReached,
                "server_of_another_version",
                $"{Server.Name} is BatchGen {PlainText.Of(theirs)}, this command {own}: they do not understand each other about {asked.Method} /{asked.RequestUri?.OriginalString.Split('?')[0].TrimStart('/')}. Use the command of the server's version.");
    }

    private RemoteException NotOurs(HttpResponseMessage answer, string text)
    {
        var type = answer.Content.Headers.ContentType?.MediaType ?? "no content type";
        var shown = type == "text/plain" && text.Length > 0 ? $": \"{Shortened(PlainText.Of(text.Trim()))}\"" : "";
        return new RemoteException(
            RemoteFault.NotReached,
            "not_batchgen",
            $"What answers at {Server.Name} is not BatchGen: status {(int)answer.StatusCode} with {PlainText.Of(type)}{shown}. Check the address in {Server.Source}, and a proxy in front of the server.");
    }

    private static string Shortened(string text) => text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "…";

    private static bool IsJson(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: "application/json" or "application/problem+json" };

    private static ApiErrorBody? ErrorIn(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiError>(text, OpenAiJson.Options) is { Error: { Code: not null, Message: not null } error } ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? VersionIn(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<VersionBody>(text, Json)?.Version;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> BeginningOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRefusalBytes];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
