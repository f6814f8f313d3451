namespace BatchGen.Batches.Chunking;

/// <summary>How good a place is to cut; a lower value is better. Stored by name.</summary>
public enum BoundaryRank
{
    /// <summary>Before a top-level declaration (in a namespace or module too), or the text's own start.</summary>
    Declaration,

    /// <summary>Before a member of a type, or a section of a document.</summary>
    Member,

    /// <summary>Before a statement, or an element of a list.</summary>
    Statement,

    /// <summary>After one or more blank lines.</summary>
    BlankLine,
    Line,

    /// <summary>Inside a line, because the line alone is too long.</summary>
    Hard,
}
