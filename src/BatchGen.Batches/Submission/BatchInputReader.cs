using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Submission;

/// <summary>Reads one input to its end, judging every line by itself. Any bytes whatever give entries or problems, never an exception.</summary>
internal sealed class BatchInputReader(Stream input, InputFormat format, SubmissionOptions options, string? endpoint = null) : IEntryReader
{
    private static ReadOnlySpan<byte> Utf8Bom => [0xEF, 0xBB, 0xBF];

    private readonly LineReader _lines = new(input, options.MaxFileBytes, options.MaxLineBytes);
    private LineParser? _parser;

    /// <summary>As given, or as detected once the first line that is not blank was read.</summary>
    public InputFormat Format { get; private set; } = format;

    public long BytesRead => _lines.BytesRead;

    public int Lines { get; private set; }

    public int BlankLines { get; private set; }

    /// <summary>The endpoint the requests are for; the chat endpoint when none was read.</summary>
    public string Endpoint => _parser?.Endpoint ?? EndpointUrl.Chat;

    public string? Model => _parser?.Model;

    public IReadOnlyList<SkippedFile> Skipped => [];

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

        await foreach (var raw in _lines.ReadAsync(cancellationToken))
        {
            var line = raw.Number == 1 ? WithoutBom(raw) : raw;
            Lines++;
            if (line.IsBlank)
            {
                BlankLines++;
                continue;
            }

            if (_parser is null && !line.IsTooLong)
                _parser = Start(line);
            if (Fatal is null && Lines - BlankLines > options.MaxItems)
                Fatal = TooManyItems(line.Number);
            if (Fatal is not null)
                yield break;
            // A line too long to be kept does not tell the format, and needs none to be refused.
            yield return (_parser ?? new LineParser(Format, options, endpoint)).Parse(line);
        }

        if (_lines.IsOverLimit)
            Fatal = FileTooLarge();
        else if (Lines == BlankLines)
            Fatal = new InputProblem(null, ProblemCodes.EmptyFile, "The input holds no prompt: it is empty or has only blank lines.");
    }

    private static InputLine WithoutBom(InputLine line) => line.Bytes.Span.StartsWith(Utf8Bom)
        ? line with { Bytes = line.Bytes[Utf8Bom.Length..], Offset = line.Offset + Utf8Bom.Length }
        : line;

    private LineParser Start(InputLine first)
    {
        if (Format == InputFormat.Detect)
            Format = Detect(first);
        return new LineParser(Format, options, endpoint);
    }

    private InputFormat Detect(InputLine first)
    {
        var start = first.Bytes.Span.TrimStart(" \t"u8);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            Fatal = new InputProblem(1, ProblemCodes.InvalidUtf8, "The input is UTF-16. Save it as UTF-8 and submit it again.");
        else if (start.SequenceEqual("["u8) || start.StartsWith("[{"u8))
            Fatal = new InputProblem(first.Number, ProblemCodes.InvalidJson, "The input is one JSON array. Write JSON Lines instead: one object a line, no brackets or commas around them.");

        return start.StartsWith("{"u8) ? InputFormat.JsonLines : InputFormat.Text;
    }

    private InputProblem FileTooLarge() => new(
        null, ProblemCodes.FileTooLarge, $"The input is larger than {options.MaxFileBytes:N0} bytes (Submission:MaxFileBytes). Split it into several batches.");

    private InputProblem TooManyItems(int line) => new(
        line, ProblemCodes.TooManyItems, $"The input holds more than {options.MaxItems:N0} requests (Submission:MaxItems). Split it into several batches.");
}

/// <summary>Tells a line that is no batch request from a request that cannot be answered.</summary>
internal static class MalformedLine
{
    private static readonly HashSet<string> Always =
    [
        ProblemCodes.InvalidJson, ProblemCodes.InvalidUtf8, ProblemCodes.LineTooLong, ProblemCodes.DuplicateCustomId, ProblemCodes.InvalidCustomId,
        ProblemCodes.UnsupportedUrl, ProblemCodes.UnsupportedMethod, ProblemCodes.MixedModels,
    ];

    private static readonly HashSet<string> OutsideRequests = [ProblemCodes.MissingField, ProblemCodes.InvalidType, ProblemCodes.UnknownField];

    public static bool Is(InputProblem problem) =>
        Always.Contains(problem.Code) || (OutsideRequests.Contains(problem.Code) && !problem.IsInsideRequest);
}

/// <summary>Refuses a line that is not UTF-8 instead of replacing what it cannot read.</summary>
internal static class Utf8Check
{
    public static void Require(InputLine line)
    {
        var bytes = line.Bytes.Span;
        if (Utf8.IsValid(bytes))
            return;

        var index = FirstInvalid(bytes);
        throw new BadLineException(
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
