using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars;

/// <summary>A grammar that must not reach native code: an invalid one ends the process there.</summary>
public sealed class GrammarException(InvariantText message) : Exception(message.ToString())
{
    public const string Code = "invalid_grammar";
}
