using System.Security.Cryptography;
using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

/// <summary>Reads folders that schedules watch. Files that are still being written are left for the next time.</summary>
public sealed class WatchedFolders
{
    private static readonly string[] Endings = [".jsonl", ".txt", ".csv", ".zip"];

    private readonly DataDirectory _directory;
    private readonly IOptionsMonitor<ScheduleOptions> _options;
    private readonly TimeProvider _time;
    private readonly List<string> _roots;

    public WatchedFolders(DataDirectory directory, IOptionsMonitor<ScheduleOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        _directory = directory;
        _options = options;
        _time = time;
        _roots = [Path.Combine(directory.Root, "inbox"), .. options.CurrentValue.FolderRoots.Select(Path.GetFullPath)];
    }

    /// <summary>Below which folders may be watched.</summary>
    public IReadOnlyList<string> Roots => _roots;

    /// <exception cref="ScheduleException">The folder may not be watched, or is not there.</exception>
    internal void Require(string folder)
    {
        // An empty path, or one with a zero, is none that could be made full.
        var full = folder.Length == 0 || folder.Contains('\0') ? "" : Path.GetFullPath(folder);
        if (!Path.IsPathFullyQualified(folder)
            || !_roots.Exists(root => full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw new ScheduleException(
                ScheduleErrorCodes.FolderNotAllowed,
                $"The folder '{folder}' may not be watched. Use one below {string.Join(" or ", _roots)}, or add its parent to Schedules:FolderRoots.");
        // Ours to make; an administrator's roots are theirs.
        if (full.StartsWith(_roots[0], StringComparison.Ordinal))
            Directory.CreateDirectory(full);
        if (!Directory.Exists(full))
            throw new ScheduleException(ScheduleErrorCodes.FolderMissing, $"The folder '{folder}' is not there, or this server may not read it.");
    }

    /// <summary>By name, those whose content was not taken before.</summary>
    internal async Task<IReadOnlyList<WatchedFile>> FindNewAsync(string folder, Predicate<string> isTaken, CancellationToken cancellationToken)
    {
        Require(folder);
        var found = new List<WatchedFile>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(IsReady).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var hash = await HashAsync(file, cancellationToken);
            if (hash is not null && !isTaken(hash) && !found.Exists(other => other.Hash == hash))
                found.Add(new WatchedFile(file.Name, hash));
        }

        return found;
    }

    /// <summary>A copy of the file that goes when it is closed; null when the file is gone, or no longer has this content.</summary>
    internal async Task<Stream?> OpenCopyAsync(string folder, WatchedFile file, CancellationToken cancellationToken)
    {
        var copy = _directory.OpenScratch();
        try
        {
            await using (var original = OpenRead(Path.Combine(folder, file.Name)))
                await original.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken)) == file.Hash)
            {
                copy.Position = 0;
                return copy;
            }
        }
        catch (IOException)
        {
            // Gone, or taken away by whoever put it there: the same as changed.
        }

        await copy.DisposeAsync();
        return null;
    }

    /// <summary>Into a folder beside it, under another name when its own is taken there.</summary>
    internal static void Move(string folder, string name, string subfolder)
    {
        var source = Path.Combine(folder, name);
        if (!File.Exists(source))
            return;
        Directory.CreateDirectory(Path.Combine(folder, subfolder));
        var target = Path.Combine(folder, subfolder, name);
        for (var number = 2; File.Exists(target); number++)
            target = Path.Combine(folder, subfolder, $"{Path.GetFileNameWithoutExtension(name)}-{number}{Path.GetExtension(name)}");
        File.Move(source, target);
    }

    /// <summary>Links are left alone: they may lead anywhere.</summary>
    private bool IsReady(FileInfo file) =>
        Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)
        && !file.Name.StartsWith('.')
        && file.LinkTarget is null
        && file.LastWriteTimeUtc <= _time.GetUtcNow().UtcDateTime - _options.CurrentValue.FileQuietPeriod;

    /// <summary>Null when it changed while it was read, or cannot be read now.</summary>
    private static async Task<string?> HashAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = OpenRead(file.FullName);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
            var after = new FileInfo(file.FullName);
            return after.Length == file.Length && after.LastWriteTimeUtc == file.LastWriteTimeUtc ? hash : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
}

/// <summary>A file of a watched folder that nobody is writing to.</summary>
/// <param name="Hash">SHA-256 of its content, in hexadecimal.</param>
internal sealed record WatchedFile(string Name, string Hash);
