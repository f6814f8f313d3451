namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>What the first telling word of a statement says about the body that follows it.</summary>
internal enum HeadKeyword
{
    None,

    /// <summary>A body of declarations: <c>namespace</c>, <c>mod</c>.</summary>
    Namespace,

    /// <summary>A body of members: <c>class</c>, <c>impl</c>.</summary>
    Type,

    /// <summary>A body of statements: <c>fn</c>, <c>def</c>.</summary>
    Function,
}
