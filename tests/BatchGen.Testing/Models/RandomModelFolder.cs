using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Testing.Models;

/// <summary>
/// The folder of this process's random models, named by its id. The test host is ended before an exit handler can delete them,
/// so each run clears away what finished runs have left.
/// </summary>
internal static class RandomModelFolder
{
    private static readonly string Parent = Path.Combine(Path.GetTempPath(), "batchgen-random-models");

    public static string Create()
    {
        foreach (var folder in Directory.CreateDirectory(Parent).EnumerateDirectories().Where(folder => !IsOfARunningProcess(folder)))
            Delete(folder);
        return Directory.CreateDirectory(Path.Combine(Parent, Environment.ProcessId.ToString(CultureInfo.InvariantCulture))).FullName;
    }

    private static bool IsOfARunningProcess(DirectoryInfo folder)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(folder.Name, CultureInfo.InvariantCulture));
            return process.Id != Environment.ProcessId;
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Another test process that starts now clears the same folder.
        }
    }
}
