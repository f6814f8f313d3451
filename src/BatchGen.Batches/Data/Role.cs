namespace BatchGen.Batches.Data;

/// <summary>What a person may do, in one word. Stored by name; see <see cref="RoleRights"/>.</summary>
public enum Role
{
    /// <summary>Sees everything, changes nothing.</summary>
    Viewer,

    /// <summary>Submits, and sees and changes the batches that are theirs.</summary>
    Submitter,

    /// <summary>Submits, and changes everybody's batches and the queue.</summary>
    Operator,

    /// <summary>All of that, and limits, models, users and keys.</summary>
    Admin,
}
