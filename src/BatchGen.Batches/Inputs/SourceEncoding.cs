namespace BatchGen.Batches.Inputs;

/// <summary>How a file's text was encoded, kept so that the answer can be written the same way.</summary>
public enum SourceEncoding
{
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
}
