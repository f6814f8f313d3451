using System.CommandLine;
using BatchGen.Batches.Backups;

namespace BatchGen.Web.CommandLine;

/// <summary><c>backup</c> and <c>restore</c>: everything a server keeps as one file, and back.</summary>
internal sealed class BackupCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Option<string> _to = new("--to") { Description = "The folder that the copy is written into.", HelpName = "FOLDER", Required = true };
    private readonly Option<int?> _keep = new("--keep") { Description = "Copies in that folder that stay; older ones are deleted once the new one is whole. Without it all stay.", HelpName = "NUMBER" };
    private readonly Option<string?> _of = new("--data-directory") { Description = "The folder to copy (Storage:DataDirectory).", HelpName = "FOLDER" };
    private readonly Argument<string> _file = new("FILE") { Description = "A copy that backup made." };
    private readonly Option<string> _into = new("--data-directory") { Description = "The folder to make of it: new, or empty.", HelpName = "FOLDER", Required = true };

    private readonly Option<bool> _json = CommonOptions.Json();

    public void AddTo(Command root)
    {
        var backup = new Verb(
            "backup", "Copies database, files, keys and settings into one ZIP, also while the server runs.", "backup --to /backups --keep 7") { _to, _keep, _of, _json };
        backup.SetAction((parsed, cancellationToken) => RunAsync(parsed, BackUpAsync, cancellationToken));
        var restore = new Verb(
            "restore",
            "Makes a data directory of a copy. A server is then started on it with --data-directory.",
            "restore /backups/batchgen-20300131-040000.zip --data-directory /srv/batchgen") { _file, _into, _json };
        restore.SetAction((parsed, cancellationToken) => RunAsync(parsed, RestoreAsync, cancellationToken));
        root.Subcommands.Add(backup);
        root.Subcommands.Add(restore);
    }

    private Task<int> RunAsync(ParseResult parsed, Func<ParseResult, VerbReport, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var report = new VerbReport(streams, parsed.GetValue(_json));
        return report.RunAsync(
            async token =>
            {
                await work(parsed, report, token);
                return ExitCodes.Success;
            },
            cancellationToken);
    }

    private async Task BackUpAsync(ParseResult parsed, VerbReport report, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_of) is { } folder)
            settings["Storage:DataDirectory"] = Path.GetFullPath(folder);
        await using var host = new StillHost(customize, settings);
        var made = await host.GetRequiredService<BackupWriter>().WriteAsync(parsed.GetRequiredValue(_to), parsed.GetValue(_keep), cancellationToken);
        await report.SayAsync(new BackupDocument(made.Path, made.Bytes, made.Manifest.Files, made.Manifest.HasDatabase), () => Text(made));
    }

    private static string Text(Backup made)
    {
        var copied = $"{made.Path}: {made.Bytes:N0} bytes, {made.Manifest.Files:N0} files{(made.Manifest.HasDatabase ? " and the database, found intact" : "")}.";
        return made.Manifest.HasDatabase
            ? $"{copied}{Environment.NewLine}"
            : $"{copied}{Environment.NewLine}The database is PostgreSQL and not in it: copy that with pg_dump, before this command.{Environment.NewLine}";
    }

    private async Task RestoreAsync(ParseResult parsed, VerbReport report, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(_into));
        var manifest = await BackupReader.RestoreAsync(parsed.GetRequiredValue(_file), folder, cancellationToken);
        await report.SayAsync(
            new RestoreDocument(folder, manifest.CreatedAt),
            () => $"{folder} is as it was on {manifest.CreatedAt:yyyy-MM-dd HH:mm} UTC. Start the server with --data-directory {folder}{Environment.NewLine}");
    }

    private sealed record BackupDocument(string Path, long Bytes, int Files, bool HasDatabase);

    private sealed record RestoreDocument(string DataDirectory, DateTimeOffset CreatedAt);
}
