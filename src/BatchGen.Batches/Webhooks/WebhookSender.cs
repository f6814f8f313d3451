using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using BatchGen.Batches.Outbound;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Webhooks;

/// <summary>Makes one call. Follows no redirects, reads no answer, and connects only to the address that was judged.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly IOptionsMonitor<WebhookOptions> _options;
    private readonly TimeProvider _time;

    public WebhookSender(IOptionsMonitor<WebhookOptions> options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // Every call connects anew, so that each is judged by what is allowed now.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellationToken) => CheckedConnect.ConnectAsync(
                context.DnsEndPoint, _options.CurrentValue.AllowPrivateAddresses ? _ => true : PublicAddress.Is, Hidden, cancellationToken),
        });
    }

    /// <exception cref="WebhookDelayedException">It did not get through; worth another try.</exception>
    /// <exception cref="WebhookRefusedException">The address is not to be called at all.</exception>
    public async Task SendAsync(WebhookTarget target, string id, string body, CancellationToken cancellationToken)
    {
        using var message = Message(target, id, body);
        await PostAsync(message, cancellationToken);
    }

    /// <summary>The same of any call: what is not signed goes by the same rules.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task PostAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var host = message.RequestUri!.Host;
        var timeout = _options.CurrentValue.Timeout;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            using var response = await _http.SendAsync(message, patience.Token);
            if (!response.IsSuccessStatusCode)
                throw new WebhookDelayedException($"{host} answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
        }
        catch (HttpRequestException failure) when (failure.InnerException is WebhookRefusedException refusal)
        {
            // What the connection threw is wrapped by the client.
            throw refusal;
        }
        catch (HttpRequestException failure) when (failure is not WebhookDelayedException)
        {
            throw new WebhookDelayedException($"{host} cannot be reached: {ForeignMessage.Of(failure)}", failure, failure.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebhookDelayedException($"{host} did not answer within {timeout}.");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(WebhookTarget target, string id, string body)
    {
        var now = _time.GetUtcNow();
        var message = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json) };
        message.Headers.Add("webhook-id", id);
        message.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", WebhookSignature.Of(target.Secret, id, now, body));
        return message;
    }

    private static WebhookRefusedException Hidden(string host, IPAddress address) => new(
        $"{host} stands for {address}, which is no address of the open internet. Set Webhooks:AllowPrivateAddresses if it is your own.");
}
