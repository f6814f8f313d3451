using System.Text;

namespace BatchGen.Engine.Protocol;

/// <summary>
/// A line of the engine's standard output that names a request whose first tokens go into the next step. What was written to a pipe is
/// read even when the writer is gone, and a call's events may not be: the step that a prompt begins in is the one that it may end the process in.
/// </summary>
internal static class BegunLine
{
    private const string Prefix = "batchgen: begun ";

    /// <param name="output">Not buffered: it is in the pipe when this returns.</param>
    public static void Write(Stream output, string requestId) =>
        output.Write(Encoding.UTF8.GetBytes($"{Prefix}{Convert.ToBase64String(Encoding.UTF8.GetBytes(requestId))}\n"));

    /// <returns>The request's id; null for any other line.</returns>
    public static string? IdOf(string line)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var id = new byte[line.Length];
        return Convert.TryFromBase64String(line[Prefix.Length..], id, out var length) ? Encoding.UTF8.GetString(id, 0, length) : null;
    }
}
