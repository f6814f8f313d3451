using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Submission;

/// <summary>Reads one input to its end, judging every line by itself. Any bytes whatever give entries or problems, never an exception.</summary>
/// <param name="models">Judges the models that lines name; null takes any.</param>
internal sealed class BatchInputReader(
    Stream input, InputFormat format, SubmissionOptions options, string? endpoint = null, LineModels? models = null) : IEntryReader
{
    private Func<long> _bytesRead = () => 0;
    private LineParser? _parser;
    private int _requests;

    /// <summary>As given, or as detected once the first line that is not blank was read.</summary>
    public InputFormat Format { get; private set; } = format;

    public SourceEncoding Encoding { get; private set; }

    public long BytesRead => _bytesRead();

    public int Lines { get; private set; }

    public int BlankLines { get; private set; }

    /// <summary>The endpoint the requests are for; the chat endpoint when none was read.</summary>
    public string Endpoint => _parser?.Endpoint ?? EndpointUrl.Chat;

    public string? Model => _parser?.Model;

    public IReadOnlyList<SkippedFile> Skipped => [];

    public IReadOnlyList<RenamedFile> Renamed => [];

    public SourceEncoding? NameEncoding => null;

    public MatrixCount? Matrix => null;

    /// <summary>What ended the reading before the end of the input, or makes all of it unusable; null while all is well.</summary>
    public InputProblem? Fatal { get; private set; }

    public async IAsyncEnumerable<InputEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (input.CanSeek && input.Length - input.Position > options.MaxFileBytes)
        {
            Fatal = FileTooLarge();
            yield break;
        }

        await using var counted = new CountingStream(input);
        _bytesRead = () => counted.BytesRead;
        await using var text = await OpenAsync(counted, cancellationToken);
        if (text is null)
            yield break;
        var lines = new LineReader(text.Content, options.MaxFileBytes, options.MaxLineBytes);
        await using var raw = lines.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(raw))
        {
            Lines++;
            if (JoinedFiles.WithoutMark(raw.Current) is { IsBlank: true })
                BlankLines++;
            foreach (var line in JoinedFiles.Requests(raw.Current))
            {
                if (line.IsBlank)
                    continue;
                if (_parser is null && !line.IsTooLong)
                    _parser = Start(line);
                if (Fatal is null && ++_requests > options.MaxItems)
                    Fatal = TooManyItems(line.Number);
                if (Fatal is not null)
                    yield break;
                // A line too long to be kept does not tell the format, and needs none to be refused.
                yield return (_parser ?? new LineParser(Format, options, endpoint, models)).Parse(line);
            }
        }

        if (lines.IsOverLimit)
            Fatal = FileTooLarge();
        else if (Lines == BlankLines && Fatal is null)
            Fatal = new InputProblem(null, ProblemCodes.EmptyFile, "The input holds no prompt: it is empty or has only blank lines.");
    }

    private async Task<Utf8Input?> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            bool? isJson = Format switch
            {
                InputFormat.JsonLines => true,
                InputFormat.Text => false,
                _ => null,
            };
            var text = await Utf8Input.OpenAsync(content, isJson, cancellationToken);
            Encoding = text.Encoding;
            return text;
        }
        catch (InputException unreadable)
        {
            Fatal = new InputProblem(null, unreadable.Code, unreadable.Sentence);
            return null;
        }
    }

    /// <summary>A file that leaves its own encoding ends there, with one problem.</summary>
    private async Task<bool> MoveNextAsync(IAsyncEnumerator<InputLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (DecoderFallbackException)
        {
            Fatal = new InputProblem(
                Lines + 1, ProblemCodes.InvalidUtf8, $"The input is {EncodingForm.Of(Encoding).Name} and stops being so after line {Lines}: files of two encodings were joined, or its end is cut off. Save all of it as UTF-8.");
            return false;
        }
    }

    private LineParser Start(InputLine first)
    {
        if (Format == InputFormat.Detect)
            Format = Detect(first);
        return new LineParser(Format, options, endpoint, models);
    }

    private InputFormat Detect(InputLine first)
    {
        var start = first.Bytes.Span.TrimStart(" \t"u8);
        if (start.SequenceEqual("["u8) || start.StartsWith("[{"u8))
            Fatal = new InputProblem(
                first.Number,
                ProblemCodes.InvalidJson,
                "The input is one JSON array. Write JSON Lines instead: one object a line, no brackets or commas around them.");

        return start.StartsWith("{"u8) ? InputFormat.JsonLines : InputFormat.Text;
    }

    private InputProblem FileTooLarge() => new(
        null, ProblemCodes.FileTooLarge, $"The input is larger than {options.MaxFileBytes:N0} bytes (Submission:MaxFileBytes). Split it into several batches.");

    private InputProblem TooManyItems(int line) => new(
        line, ProblemCodes.TooManyItems, $"The input holds more than {options.MaxItems:N0} requests (Submission:MaxItems). Split it into several batches.");
}

/// <summary>What joining files leaves between them: a mark where the next one began, perhaps without a line end before it.</summary>
internal static class JoinedFiles
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public static InputLine WithoutMark(InputLine line)
    {
        while (line.Bytes.Span.StartsWith(Mark))
            line = line with { Bytes = line.Bytes[Mark.Length..], Offset = line.Offset + Mark.Length };
        return line;
    }

    /// <returns>The line without its mark; two or more when files were joined in its middle.</returns>
    public static IEnumerable<InputLine> Requests(InputLine line)
    {
        var rest = WithoutMark(line);
        for (var at = Seam(rest.Bytes.Span); at > 0; at = Seam(rest.Bytes.Span))
        {
            yield return rest with { Bytes = rest.Bytes[..at] };
            rest = WithoutMark(rest with { Bytes = rest.Bytes[at..], Offset = rest.Offset + at });
        }

        yield return rest;
    }

    /// <summary>Inside a JSON string a mark is text: a seam has a whole object before it.</summary>
    private static int Seam(ReadOnlySpan<byte> line)
    {
        var isJson = line.TrimStart(" \t"u8).StartsWith("{"u8);
        for (var at = line.IndexOf(Mark); at > 0;)
        {
            if (!isJson || IsWholeObject(line[..at]))
                return at;
            var next = line[(at + Mark.Length)..].IndexOf(Mark);
            at = next < 0 ? -1 : at + Mark.Length + next;
        }

        return -1;
    }

    private static bool IsWholeObject(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new System.Text.Json.Utf8JsonReader(text);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}

/// <summary>Refuses a line that is not UTF-8 instead of replacing what it cannot read.</summary>
internal static class Utf8Check
{
    public static void Require(InputLine line)
    {
        var bytes = line.Bytes.Span;
        if (bytes.IndexOf((byte)0) is var zero and >= 0)
            throw new RequestRefusedException(
                ProblemCodes.InvalidUtf8,
                $"The line has a zero byte at position {zero + 1}, as text in UTF-16 has after a file in UTF-8. Save all of the file as UTF-8 and submit it again.");
        if (Utf8.IsValid(bytes))
            return;

        var index = FirstInvalid(bytes);
        throw new RequestRefusedException(
            ProblemCodes.InvalidUtf8,
            $"The byte 0x{bytes[index]:X2} at position {index + 1} of the line (byte {line.Offset + index + 1} of the input) is not UTF-8. Save the file as UTF-8 and submit it again.");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var index = 0;
        while (Rune.DecodeFromUtf8(bytes[index..], out _, out var length) == OperationStatus.Done)
            index += length;
        return index;
    }
}
