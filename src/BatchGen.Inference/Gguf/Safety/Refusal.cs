using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf.Safety;

internal static class Refusal
{
    /// <param name="fault">The sentence's end, after "'key' is value": why that cannot be.</param>
    public static GgufException Value(string key, long value, InvariantText fault) => new(
        GgufErrorCodes.UnsafeValue, $"'{key}' is {value}: {fault.ToString()} Convert the model again or get it from another source.", key: key);

    public static GgufException Value(string key, InvariantText fault) => new(
        GgufErrorCodes.UnsafeValue, $"'{key}' {fault.ToString()} Convert the model again or get it from another source.", key: key);

    public static long Between(GgufMetadata metadata, string key, long least, long most)
    {
        var value = metadata.GetInteger(key);
        return value >= least && value <= most ? value : throw Value(key, value, $"{least} to {most} is possible.");
    }
}
