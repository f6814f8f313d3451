using System.Text;
using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Files;

/// <summary>Watches an upload while it comes in, so that what can never be run is refused before it fills the disk.</summary>
internal sealed class UploadGuard(SubmissionOptions options)
{
    /// <summary>Null while the text is UTF-8, or nobody has looked.</summary>
    private Decoder? _decoder;
    private int _lines;
    private int _lineBytes;

    public long Bytes { get; private set; }

    /// <summary>Those that are not blank, the last one without a line break included.</summary>
    public int Lines => _lineBytes > 0 ? _lines + 1 : _lines;

    /// <exception cref="RequestRefusedException">A limit is passed.</exception>
    public void Look(ReadOnlySpan<byte> part)
    {
        if (Bytes == 0)
            _decoder = Utf8Input.DecoderOf(part);
        Bytes += part.Length;
        if (Bytes > options.MaxFileBytes)
            throw new RequestRefusedException(
                FileErrorCodes.TooLarge, $"The file is larger than {options.MaxFileBytes:N0} bytes (Submission:MaxFileBytes). Split it into several.", "file");

        Count(_decoder is null ? part : Utf8Input.Transcode(_decoder, part));
    }

    private void Count(ReadOnlySpan<byte> part)
    {
        while (part.IndexOf((byte)'\n') is var end and >= 0)
        {
            Lengthen(end);
            EndLine();
            part = part[(end + 1)..];
        }

        Lengthen(part.Length);
    }

    private void Lengthen(int bytes)
    {
        _lineBytes += bytes;
        if (_lineBytes > options.MaxLineBytes)
            throw new RequestRefusedException(
                FileErrorCodes.LineTooLong,
                $"Line {_lines + 1} is longer than {options.MaxLineBytes:N0} bytes (Submission:MaxLineBytes). Shorten it or split the prompt.",
                "file");
    }

    private void EndLine()
    {
        // Blank lines are no requests, and CRLF leaves one byte on them.
        if (_lineBytes > 1 && ++_lines > options.MaxItems)
            throw new RequestRefusedException(
                FileErrorCodes.TooManyLines, $"The file has more than {options.MaxItems:N0} lines (Submission:MaxItems). Split it into several.", "file");
        _lineBytes = 0;
    }
}
