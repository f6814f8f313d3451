namespace BatchGen.Batches.Submission;

/// <summary>One physical line without its end (LF or CRLF).</summary>
/// <param name="Number">1-based.</param>
/// <param name="Offset">Bytes of the input before it.</param>
/// <param name="Bytes">Good until the next line is asked for; empty when <paramref name="IsTooLong"/>.</param>
internal readonly record struct InputLine(int Number, long Offset, ReadOnlyMemory<byte> Bytes, bool IsTooLong)
{
    public bool IsBlank => !IsTooLong && Bytes.Span.IndexOfAnyExcept(" \t\r\f\v"u8) < 0;
}
