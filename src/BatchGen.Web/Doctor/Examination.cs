using System.Runtime.InteropServices;
using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Notices;
using BatchGen.Engine.Host;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Models;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Doctor;

/// <summary>
/// Everything that keeps a server from starting or from running batches, looked at in turn. It has the services and the settings of the real
/// server, which it does not start; a server that runs on the same data directory is not disturbed.
/// </summary>
/// <param name="services">Of <see cref="BatchGenApplication.BuildStill"/>.</param>
internal sealed class Examination(IServiceProvider services)
{
    private const string NotLooked = "Not looked at, because a setting that it needs is not valid.";

    public async Task<IReadOnlyList<Finding>> MakeAsync(CancellationToken cancellationToken)
    {
        var addresses = await AddressAnswer.AskAllAsync(ListeningAddresses.Of(Get<IConfiguration>()), cancellationToken);
        List<Finding> findings = [];
        foreach (var (name, make) in Looks(addresses))
            findings.AddRange(await LookAsync(name, make, cancellationToken));
        return findings;
    }

    /// <summary>In the order of a start. Made one by one: a setting that is wrong fails those looks only that need it.</summary>
    private IEnumerable<(string Name, Func<ILook> Make)> Looks(IReadOnlyList<AddressAnswer> addresses) =>
    [
        ("configuration", () => new ConfigurationLook(services, Get<IConfiguration>())),
        ("system", () => new SystemLook(library => NativeLibrary.TryLoad(library, out _))),
        ("libraries", () => new LibrariesLook(Get<IMemoryDryRun>())),
        ("gpu", () => new GpuLook(Get<IMemoryDryRun>(), Get<IOptions<EngineOptions>>().Value, GpuSight.NvidiaDriver())),
        ("model", () => new ModelLook(Get<ModelCatalog>())),
        ("memory", () => new MemoryLook(Get<PlanService>(), Get<StoredLimits>(), Get<IMainMemory>(), Get<ModelCatalog>(), addresses)),
        ("disk", () => new DiskLook(Get<DataDirectory>())),
        ("database", () => new DatabaseLook(Get<DatabaseInspection>())),
        ("clock", () => new ClockLook(Get<MachineClock>(), () => Get<DatabaseTime>().Ahead)),
        ("addresses", () => new AddressesLook(addresses)),
        ("notices", () => new NoticesLook(Get<IOptions<MailOptions>>().Value, Get<IOptions<NoticeOptions>>().Value)),
    ];

    private static async Task<IReadOnlyList<Finding>> LookAsync(string name, Func<ILook> make, CancellationToken cancellationToken)
    {
        try
        {
            return await make().LookAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && StartupProblem.Describe(failure) is not null)
        {
            return [Finding.Warning(name, NotLooked, "See configuration.")];
        }
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
