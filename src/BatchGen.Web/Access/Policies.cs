using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Authorization;

namespace BatchGen.Web.Access;

/// <summary>What a route asks of its caller. Every route names one of these or says that it is open to anybody.</summary>
public static class Policies
{
    public const string Read = "read";
    public const string Submit = "submit";
    public const string Operate = "operate";
    public const string Administer = "administer";

    /// <summary>Every policy, with the right it stands for.</summary>
    public static IReadOnlyDictionary<string, Rights> Known { get; } = new Dictionary<string, Rights>
    {
        [Read] = Rights.Read,
        [Submit] = Rights.Submit,
        [Operate] = Rights.Operate,
        [Administer] = Rights.Administer,
    };

    internal static void Register(AuthorizationOptions authorization)
    {
        foreach (var name in Known.Keys)
            authorization.AddPolicy(name, policy => policy.RequireClaim(AccessClaims.Right, name));
        // A route that names no policy is closed, not open.
        authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
