using System.CommandLine;
using BatchGen.Batches.Backups;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary><c>backup</c> and <c>restore</c>: everything a server keeps as one file, and back.</summary>
internal sealed class BackupCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Option<string> _to = new("--to") { Description = "The folder that the copy is written into.", HelpName = "FOLDER", Required = true };
    private readonly Option<int?> _keep = new("--keep") { Description = "Copies in that folder that stay; older ones are deleted once the new one is whole. Without it all stay.", HelpName = "NUMBER" };
    private readonly Option<string?> _of = new("--data-directory") { Description = "The folder to copy (Storage:DataDirectory).", HelpName = "FOLDER" };
    private readonly Argument<string> _file = new("FILE") { Description = "A copy that backup made." };
    private readonly Option<string> _into = new("--data-directory") { Description = "The folder to make of it: new, or empty.", HelpName = "FOLDER", Required = true };

    public void AddTo(Command root)
    {
        var backup = new Command("backup", "Copies database, files, keys and settings into one ZIP, also while the server runs.") { _to, _keep, _of };
        backup.SetAction((parsed, cancellationToken) => BackUpAsync(parsed, cancellationToken));
        var restore = new Command("restore", "Makes a data directory of a copy. A server is then started on it with --data-directory.") { _file, _into };
        restore.SetAction((parsed, cancellationToken) => RestoreAsync(parsed, cancellationToken));
        root.Subcommands.Add(backup);
        root.Subcommands.Add(restore);
    }

    private Task<int> BackUpAsync(ParseResult parsed, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_of) is { } folder)
            settings["Storage:DataDirectory"] = Path.GetFullPath(folder);
        await using var host = new StillHost(customize, settings);
        var made = await host.GetRequiredService<BackupWriter>().WriteAsync(parsed.GetRequiredValue(_to), parsed.GetValue(_keep), cancellationToken);
        await streams.Output.WriteLineAsync($"{made.Path}: {made.Bytes:N0} bytes, {made.Manifest.Files:N0} files{(made.Manifest.HasDatabase ? " and the database, found intact" : "")}.");
        if (!made.Manifest.HasDatabase)
            await streams.Output.WriteLineAsync("The database is PostgreSQL and not in it: copy that with pg_dump, before this command.");
    });

    private Task<int> RestoreAsync(ParseResult parsed, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(_into));
        var manifest = await BackupReader.RestoreAsync(parsed.GetRequiredValue(_file), folder, cancellationToken);
        await streams.Output.WriteLineAsync(
            $"{folder} is as it was on {manifest.CreatedAt:yyyy-MM-dd HH:mm} UTC. Start the server with --data-directory {folder}");
    });

    private async Task<int> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return ExitCodes.Success;
        }
        catch (BackupException failure)
        {
            await streams.Error.WriteLineAsync($"{failure.Message} ({failure.Code})");
            return ExitCodes.Unusable;
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is { } sentences)
        {
            foreach (var sentence in sentences)
                await streams.Error.WriteLineAsync(sentence);
            return ExitCodes.Unusable;
        }
    }
}
