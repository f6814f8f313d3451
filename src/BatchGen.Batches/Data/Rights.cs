namespace BatchGen.Batches.Data;

/// <summary>What may be done, one flag each: what a role grants, and what an API key is narrowed to.</summary>
[Flags]
public enum Rights
{
    None = 0,

    /// <summary>Look at pages, batches and plans.</summary>
    Read = 1,

    /// <summary>Hand batches in, and change one's own.</summary>
    Submit = 2,

    /// <summary>Change everybody's batches, and the queue.</summary>
    Operate = 4,

    /// <summary>Change limits, models, users and keys.</summary>
    Administer = 8,
}
