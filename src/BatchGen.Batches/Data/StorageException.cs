namespace BatchGen.Batches.Data;

/// <summary>The storage cannot be used. The message is a sentence for a person; the code is stable.</summary>
public sealed class StorageException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
