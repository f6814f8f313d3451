using System.Data.Common;
using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Remote;
using BatchGen.Web.Wire;

namespace BatchGen.Web.CommandLine;

/// <summary>Why a command did not do what it was asked for.</summary>
/// <param name="Code">Stable, of docs/errors.md.</param>
/// <param name="Message">A sentence; of several problems one a line.</param>
/// <param name="ShowsCode">Whether people are shown the code too.</param>
internal sealed record CommandFailure(int Exit, string Code, string Message, bool ShowsCode = true)
{
    public const string UsageCode = "usage";
    public const string InterruptedCode = "interrupted";

    /// <summary>As standard output has it with --json.</summary>
    public ApiError Document => new(new ApiErrorBody(Message, Exit == ExitCodes.NotReached ? "connection_error" : ApiError.InvalidRequest, null, Code));

    /// <summary>With the code, unless a line of it has that already.</summary>
    public string Text => ShowsCode && !Message.Contains($"({Code})", StringComparison.Ordinal) ? $"{Message} ({Code})" : Message;

    /// <summary>Null when the failure is a fault of this program, which keeps its stack.</summary>
    public static CommandFailure? Of(Exception failure) => failure switch
    {
        RemoteException remote => new CommandFailure(ExitOf(remote.Fault), remote.Code, remote.Message),
        UnusableException unusable => new CommandFailure(
            ExitCodes.Unusable,
            unusable.Code,
            unusable.Message,
            unusable.Code is not (UnusableException.InputCode or UnusableException.OutputCode or UsageCode)),
        TargetException full => new CommandFailure(ExitCodes.Unusable, UnusableException.OutputCode, $"The download cannot be written: {ForeignMessage.Of(full)}"),
        PlanException refusal => new CommandFailure(ExitCodes.Unusable, refusal.Code, refusal.Message),
        GgufException refusal => new CommandFailure(ExitCodes.Unusable, refusal.Code, refusal.Message),
        BackupException refusal => new CommandFailure(ExitCodes.Unusable, refusal.Code, refusal.Message),
        StorageException storage => new CommandFailure(ExitCodes.Unusable, storage.Code, storage.Message, ShowsCode: false),
        AccessException access => new CommandFailure(ExitCodes.Unusable, access.Code, access.Message),
        DbException database => new CommandFailure(
            ExitCodes.Unusable, "database_unusable", $"The database cannot be used: {ForeignMessage.Of(database)} Check Storage:Provider and Storage:ConnectionString, or --data-directory."),
        UnauthorizedAccessException or IOException => new CommandFailure(ExitCodes.Unusable, UnusableException.InputCode, ForeignMessage.Of(failure)),
        _ => StartupProblem.Describe(failure) is { } sentences
            ? new CommandFailure(ExitCodes.Unusable, "configuration_unusable", string.Join('\n', sentences), ShowsCode: false)
            : null,
    };

    private static int ExitOf(RemoteFault fault) => fault switch
    {
        RemoteFault.Refused => ExitCodes.Refused,
        RemoteFault.NotReached or RemoteFault.KeyRefused => ExitCodes.NotReached,
        RemoteFault.Unusable => ExitCodes.Unusable,
    };
}
