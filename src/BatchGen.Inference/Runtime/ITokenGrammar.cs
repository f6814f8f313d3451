namespace BatchGen.Inference.Runtime;

/// <summary>What one answer may still be made of. It moves on with every token; used by the loop's thread only.</summary>
public interface ITokenGrammar : IDisposable
{
    /// <summary>The rule that every grammar begins with.</summary>
    const string Root = "root";

    /// <summary>Whether the token may come next. A token that ends the generation may when the answer is complete.</summary>
    bool Allows(int token);

    /// <summary>Sets the logit of every token that may not come next to −∞, in place.</summary>
    void Restrict(Span<float> logits);

    /// <summary>The token became part of the answer.</summary>
    /// <exception cref="InvalidOperationException">It was not allowed (native code would end the process).</exception>
    void Accept(int token);
}
