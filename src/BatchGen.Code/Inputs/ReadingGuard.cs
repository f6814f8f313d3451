using System.Buffers;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>
/// Reads the files of one upload and stops at its limits. Bytes are counted as they come out of the stream:
/// the sizes an archive states are its maker's claim.
/// </summary>
internal sealed class ReadingGuard(InputOptions limits)
{
    private const int BlockBytes = 64 << 10;

    private long _totalBytes;

    /// <param name="name">The file, as messages call it.</param>
    /// <param name="packedBytes">What the entry takes in the archive; null for a file that is not packed.</param>
    /// <exception cref="InputException">input_file_too_large, input_total_too_large, zip_ratio_too_high or zip_entry_damaged.</exception>
    public Task<byte[]> ReadAsync(string name, Stream content, long? packedBytes, CancellationToken cancellationToken) =>
        ReadAsync(name, content, packedBytes, claimedBytes: 0, cancellationToken);

    /// <param name="claimedBytes">What the archive says it unpacks to; reading stops there. 0 for what does not say.</param>
    public async Task<byte[]> ReadAsync(string name, Stream content, long? packedBytes, long claimedBytes, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var file = new MemoryStream();
            for (int read; (read = await content.ReadAsync(block, cancellationToken)) > 0;)
            {
                if (claimedBytes > 0 && file.Length + read > claimedBytes)
                    throw new InputException("zip_entry_damaged", $"\"{name}\" unpacks to more bytes than the archive says; pack the files again.");
                _totalBytes += read;
                ThrowIfTooMuch(name, file.Length + read, packedBytes);
                file.Write(block, 0, read);
            }

            return file.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void ThrowIfTooMuch(string name, long fileBytes, long? packedBytes)
    {
        // The ratio first: for a bomb it is the cause, the size only its symptom.
        if (packedBytes is { } packed && fileBytes > limits.RatioFreeBytes && fileBytes / Math.Max(packed, 1) >= limits.MaxRatio)
            throw new InputException(
                "zip_ratio_too_high",
                $"\"{name}\" unpacks to more than {limits.MaxRatio} times its packed size, as a ZIP bomb does; leave it out with an ignore pattern.");
        if (fileBytes > limits.MaxFileBytes)
            throw new InputException(
                "input_file_too_large", $"\"{name}\" is larger than {limits.MaxFileBytes:N0} bytes (Inputs:MaxFileBytes); split it or leave it out.");
        if (_totalBytes > limits.MaxTotalBytes)
            throw new InputException("input_total_too_large", $"The files are larger than {limits.MaxTotalBytes:N0} bytes together (Inputs:MaxTotalBytes), reached at \"{name}\"; send fewer of them, or ignore what need not be read.");
    }
}

/// <summary>An upload that cannot be used as a whole. The message is a sentence for the person who sent it: what, where, what to do.</summary>
public sealed class InputException(string code, Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
