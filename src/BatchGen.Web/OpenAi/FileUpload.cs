using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BatchGen.Web.OpenAi;

/// <summary>
/// Reads a multipart upload part by part, the file straight to disk, wherever among the fields it stands. Dispose to let
/// go of a file that was not kept.
/// </summary>
internal sealed class FileUpload(FileStore files) : IDisposable
{
    private const int MaxFields = 16;
    private const int MaxFieldBytes = 1_024;

    /// <summary>What the fields and the boundaries take beside the file.</summary>
    private const long MaxOverheadBytes = 64 * 1024;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private string _fileName = "";

    public ReceivedFile? Received { get; private set; }

    /// <summary>What makes this upload this one, for its idempotency key.</summary>
    public string Identity => string.Join('\n', _fields.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))
        + $"\n{_fileName}\n{Received?.ContentHash}";

    /// <exception cref="RequestRefusedException">It is no upload of a batch file, or passes a limit.</exception>
    public async Task ReadAsync(HttpContext http, long maxFileBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxFileBytes + MaxOverheadBytes;
        var reader = new MultipartReader(BoundaryOf(http.Request), http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
                await ReadAsync(section, http.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RequestRefusedException("invalid_multipart", $"The multipart body cannot be read: {ForeignMessage.Of(broken)}");
        }
    }

    /// <exception cref="RequestRefusedException">A field is missing or wrong.</exception>
    public NewFile Describe()
    {
        if (Received is null)
            throw Missing("file");
        var purpose = _fields.GetValueOrDefault("purpose") ?? throw Missing("purpose");
        if (purpose != FilePurposes.Batch)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'purpose' must be 'batch'; it is '{Shown.Of(purpose)}'.", "purpose");
        return new NewFile(_fileName, purpose, ExpiresAfter());
    }

    public void Dispose() => Received?.Dispose();

    private async Task ReadAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            throw new RequestRefusedException("invalid_multipart", "A part has no content-disposition, so nobody knows which field it is.");
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name == "file")
            await ReceiveAsync(section, disposition, cancellationToken);
        else
            _fields[KnownField(name)] = await ReadFieldAsync(section, name, cancellationToken);
    }

    private async Task ReceiveAsync(MultipartSection section, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
    {
        if (Received is not null)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, "There are two parts called 'file'. Upload one file a request.", "file");
        _fileName = UploadName.Of(disposition);
        Received = await files.ReceiveAsync(section.Body, cancellationToken);
    }

    private string KnownField(string name)
    {
        if (name is not ("purpose" or "expires_after[anchor]" or "expires_after[seconds]"))
            throw new RequestRefusedException(
                ProblemCodes.UnknownField,
                $"'{Shown.Of(name)}' is not a field this server knows. Known here: file, purpose, expires_after[anchor], expires_after[seconds].",
                Shown.Of(name));
        return _fields.Count < MaxFields ? name : throw new RequestRefusedException("invalid_multipart", "The upload has too many fields.");
    }

    private static async Task<string> ReadFieldAsync(MultipartSection section, string name, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldBytes + 1];
        var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read <= MaxFieldBytes
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, read)
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{name}' is longer than {MaxFieldBytes} bytes.", name);
    }

    private TimeSpan? ExpiresAfter()
    {
        var anchor = _fields.GetValueOrDefault("expires_after[anchor]");
        var seconds = _fields.GetValueOrDefault("expires_after[seconds]");
        return anchor is null && seconds is null ? null : ExpiryRule.Read(anchor, seconds, "expires_after");
    }

    private static string BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new RequestRefusedException("invalid_multipart", "The body must be multipart/form-data with the fields 'file' and 'purpose'.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        // RFC 2046, section 5.1.1: at most 70 characters.
        return boundary.Length is > 0 and <= 70
            ? boundary
            : throw new RequestRefusedException("invalid_multipart", "The content type has no boundary of 1 to 70 characters.");
    }

    private static RequestRefusedException Missing(string name) => new(ProblemCodes.MissingField, $"'{name}' is missing.", name);
}
