using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Access;

/// <summary>Roles and rights as the audit log names them.</summary>
internal static class RightsWords
{
    public static Sentence Of(Role role) => role switch
    {
        Role.Admin => (Sentence)"administrator",
        Role.Operator => (Sentence)"operator",
        Role.Submitter => (Sentence)"submitter",
        Role.Viewer => (Sentence)"viewer",
    };

    public static Sentence Of(Rights rights) => Sentence.Join(", ", [.. Policies.Known.Values.Where(right => rights.HasFlag(right)).Select(OfOne)]);

    private static Sentence OfOne(Rights right) => right switch
    {
        Rights.Submit => (Sentence)"submit",
        Rights.Operate => (Sentence)"operate",
        Rights.Administer => (Sentence)"administer",
        _ => (Sentence)"read",
    };
}
