using BatchGen.Inference.Gguf;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>Reads a model's header in managed code before native code sees the file: what would end or hang this process is refused here.</summary>
internal static class ModelSafety
{
    /// <exception cref="RuntimeException">The reader's code, and its sentence with the file's name.</exception>
    public static void RequireLoadable(string path) => Require(path, GgufSafety.CheckForLoad);

    /// <summary>As <see cref="RequireLoadable"/>; the weights may be missing, because a simulation does not read them.</summary>
    /// <exception cref="RuntimeException">The reader's code, and its sentence with the file's name.</exception>
    public static void RequirePlannable(string path) => Require(path, GgufSafety.Check);

    private static void Require(string path, Action<GgufFile> check)
    {
        try
        {
            check(GgufFile.Read(path));
        }
        catch (GgufException refusal)
        {
            throw new RuntimeException(
                refusal.Code,
                refusal.Message.Contains(path, StringComparison.Ordinal) ? refusal.Message : $"'{path}' is refused: {refusal.Message}",
                refusal);
        }
    }
}
