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

/// <summary>What each role may do.</summary>
public static class RoleRights
{
    public static Rights Of(Role role) => role switch
    {
        Role.Submitter => Rights.Read | Rights.Submit,
        Role.Operator => Rights.Read | Rights.Submit | Rights.Operate,
        Role.Admin => Rights.Read | Rights.Submit | Rights.Operate | Rights.Administer,
        Role.Viewer => Rights.Read,
    };
}
