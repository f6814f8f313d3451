namespace BatchGen.Web.Access;

/// <summary>What a caller must be allowed to do; every endpoint asks for one of these.</summary>
internal static class Policies
{
    public const string Read = "read";
    public const string Submit = "submit";
    public const string Operate = "operate";
    public const string Administer = "administer";
}
