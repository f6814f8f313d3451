namespace BatchGen.Inference.Runtime;

/// <summary>The model's tokenizer. Thread-safe: it only reads.</summary>
public interface IVocabulary
{
    int Size { get; }

    /// <summary>
    /// Tokenizes one piece of text; nothing is added before or after it.
    /// </summary>
    /// <param name="parseSpecial">
    /// True only for text the product wrote itself (templates). False for a user's text, so that
    /// <c>&lt;|assistant|&gt;</c> in a source file stays text.
    /// </param>
    int[] Tokenize(string text, bool parseSpecial);

    /// <summary>The id of a token whose text is exactly <paramref name="piece"/> and which is special (control or user-defined).</summary>
    bool TryGetSpecial(string piece, out int token);

    /// <summary>The token the file wants before every prompt, or null.</summary>
    int? BeginningOfSequence { get; }

    /// <summary>True for every token the file marks as ending a generation.</summary>
    bool IsEndOfGeneration(int token);

    /// <summary>
    /// The token's bytes (UTF-8, possibly a part of a character). Control tokens give none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside the vocabulary (native code would abort).</exception>
    ReadOnlySpan<byte> GetPiece(int token);

    /// <summary>Starts an answer that follows a grammar in llama.cpp's notation; the rule "root" is the whole answer.</summary>
    /// <param name="grammar">Judged before (<c>GbnfCheck</c>): an invalid one may end the process.</param>
    /// <exception cref="RuntimeException">The library refused it (grammar_refused).</exception>
    ITokenGrammar CreateGrammar(string grammar);
}
