using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// A GGUF file cannot be used. The message is a sentence for a person: what is wrong, where, what to do.
/// Reading a file throws nothing else.
/// </summary>
public sealed class GgufException : Exception
{
    public GgufException(string code, InvariantText message, long? offset = null, string? key = null, Exception? inner = null)
        : base(message.ToString(), inner)
    {
        Code = code;
        Offset = offset;
        Key = key;
    }

    /// <summary>One of <see cref="GgufErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The byte of the file where reading stopped, when the fault has a place.</summary>
    public long? Offset { get; }

    /// <summary>The metadata key or the tensor's name at fault, when there is one.</summary>
    public string? Key { get; }
}
