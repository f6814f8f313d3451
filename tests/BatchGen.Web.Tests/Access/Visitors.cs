using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.Access;

/// <summary>One of each who may come by.</summary>
public sealed class Visitors : IDisposable
{
    private Visitors(IReadOnlyDictionary<string, Visitor> all) => All = all;

    public IReadOnlyDictionary<string, Visitor> All { get; }

    public static async Task<Visitors> InviteAsync(RunningServer server) => new(new Dictionary<string, Visitor>
    {
        ["nobody"] = Visitor.Nobody(server),
        ["viewer"] = await Visitor.PersonAsync(server, Role.Viewer),
        ["submitter"] = await Visitor.PersonAsync(server, Role.Submitter),
        ["operator"] = await Visitor.PersonAsync(server, Role.Operator),
        ["admin"] = await Visitor.PersonAsync(server, Role.Admin),
        ["key-read"] = await Visitor.ProgramAsync(server, Role.Admin, Rights.Read),
        ["key-all"] = await Visitor.ProgramAsync(server, Role.Admin, RoleRights.Of(Role.Admin)),
        ["key-above-role"] = await Visitor.ProgramAsync(server, Role.Submitter, RoleRights.Of(Role.Admin)),
        ["key-wrong"] = Visitor.WithKey(server, "bgk_nobody-has-ever-issued-this", Rights.None),
    });

    public void Dispose()
    {
        foreach (var visitor in All.Values)
            visitor.Dispose();
    }
}
