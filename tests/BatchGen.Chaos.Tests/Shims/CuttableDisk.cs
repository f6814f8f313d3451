using BatchGen.Chaos.Tests.Servers;

namespace BatchGen.Chaos.Tests.Shims;

/// <summary>A data directory whose synced copy power-cut.c keeps.</summary>
/// <param name="live">What the server writes to.</param>
/// <param name="shadow">What of it was synced.</param>
/// <param name="cut">What a cut leaves; replaced by the next.</param>
internal sealed class CuttableDisk(string live, string shadow, string cut, Random random)
{
    /// <summary>What disks and file systems write at once.</summary>
    private const int Block = 4096;

    public string Live => live;

    public string Shadow => shadow;

    public string Cut => cut;

    /// <summary>The server stands still while the disk is looked at.</summary>
    /// <param name="withUnsyncedBlocks">A disk may also have written some of what nobody had it sync.</param>
    public async Task CutAsync(int server, bool withUnsyncedBlocks)
    {
        await ChildProcesses.SignalAsync(server, "STOP");
        try
        {
            if (Directory.Exists(cut))
                Directory.Delete(cut, recursive: true);
            foreach (var file in Directory.EnumerateFiles(shadow, "*", SearchOption.AllDirectories))
                Keep(Path.GetRelativePath(shadow, file), withUnsyncedBlocks);
        }
        finally
        {
            await ChildProcesses.SignalAsync(server, "CONT");
        }
    }

    private void Keep(string name, bool withUnsyncedBlocks)
    {
        var target = Path.Combine(cut, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(shadow, name), target);
        var written = Path.Combine(live, name);
        if (!withUnsyncedBlocks || !File.Exists(written))
            return;

        var now = File.ReadAllBytes(written);
        using var file = new FileStream(target, FileMode.Open, FileAccess.Write);
        for (var at = 0; at < now.Length; at += Block)
        {
            // Those that are as they were may be written again: it changes nothing.
            if (random.Next(2) == 0)
                continue;
            file.Position = at;
            file.Write(now, at, Math.Min(Block, now.Length - at));
        }
    }
}
