using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Doctor;

/// <summary>Whether the database is reachable, whole, and of this version.</summary>
internal sealed class DatabaseLook(DatabaseInspection inspection) : ILook
{
    public string Name => "database";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [Judge(await inspection.LookAsync(cancellationToken))];
        }
        catch (StorageException failure)
        {
            return [Finding.Problem(Name, $"{failure.Message} ({failure.Code})")];
        }
        catch (BackupException damage)
        {
            return [Finding.Problem(Name, $"{damage.Message} ({damage.Code})")];
        }
    }

    private Finding Judge(DatabaseState? state) => state switch
    {
        null => Finding.Ok(Name, "There is none yet: the first start makes it."),
        { Pending: [] } => Finding.Ok(Name, $"{state.Server} at {state.Place} is {Whole(state)}of this version ({state.Version})."),
        { Version: null } => Finding.Ok(Name, $"{state.Server} at {state.Place} is empty: the first start makes the tables."),
        _ => Finding.Warning(
            Name,
            $"{state.Server} at {state.Place} is {Whole(state)}of an older version ({state.Version}).",
            $"The next start brings it up to date ({CountText.Of(state.Pending.Count, "step")}); take a copy first (batchgen backup)."),
    };

    /// <summary>Only a file's pages were looked through.</summary>
    private static string Whole(DatabaseState state) => state.MachineAhead is null ? "intact and " : "";
}
