using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BatchGen.Batches.Submission;

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
