using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus;

internal sealed class SystemLibraryProbe : ILibraryProbe
{
    private const string DirectoryVariable = "BATCHGEN_LLAMA_DIRECTORY";

    public string? FindProblem(string library)
    {
        try
        {
            // Kept loaded: unloading a GPU's library while its backend may be starting is asking for trouble.
            NativeLibrary.Load(library);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return exception.Message;
        }
    }

    public string? FindCudaBackend() => Folders()
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*ggml-cuda.*", SearchOption.AllDirectories))
        .FirstOrDefault();

    private static IEnumerable<string> Folders() =>
        Environment.GetEnvironmentVariable(DirectoryVariable) is { } chosen
            ? [chosen]
            : [Path.Combine(AppContext.BaseDirectory, "llama"), Path.Combine(AppContext.BaseDirectory, "runtimes")];
}
