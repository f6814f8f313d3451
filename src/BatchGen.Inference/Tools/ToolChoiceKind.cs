namespace BatchGen.Inference.Tools;

public enum ToolChoiceKind
{
    /// <summary>The model is told of no function.</summary>
    None,

    /// <summary>The model calls or answers as it likes.</summary>
    Auto,

    /// <summary>At least one call, held by a grammar.</summary>
    Required,

    /// <summary>One call of one function, held by a grammar.</summary>
    Named,
}
