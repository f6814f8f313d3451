namespace BatchGen.Batches.Data;

/// <summary>What each role may do.</summary>
public static class RoleRights
{
    public static Rights Of(Role role) => role switch
    {
        Role.Submitter => Rights.Read | Rights.Submit,
        Role.Operator => Rights.Read | Rights.Submit | Rights.Operate,
        Role.Admin => Rights.Read | Rights.Submit | Rights.Operate | Rights.Administer,
        _ => Rights.Read,
    };
}
