namespace BatchGen.Inference.Sentences;

/// <summary>What the system or a library says of an error: some end in a full stop, others in a path or in nothing.</summary>
public static class ForeignMessage
{
    /// <returns>A whole sentence, which another may follow.</returns>
    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        // .NET puts a path behind what the system said, as "No space left on device : 'path'".
        var text = failure.Message.Trim().Replace(" : '", ": '", StringComparison.Ordinal);
        return text is [.., '.' or '!' or '?'] or [.., '.', '\'' or '"' or ')'] ? text : text + ".";
    }
}
