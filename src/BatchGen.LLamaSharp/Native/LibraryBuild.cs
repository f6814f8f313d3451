namespace BatchGen.LLamaSharp.Native;

/// <summary>Which of LLamaSharp's builds is loaded, and why. Its own choice is not used: it looks into the current directory first.</summary>
/// <param name="Folder">Where libllama, libggml and libggml-base are; an absolute path.</param>
/// <param name="CpuFolder">Where libggml-cpu is: a GPU's build takes the CPU's own.</param>
/// <param name="Backend">What computes: cpu, cuda12, vulkan; "folder" when somebody named the folder.</param>
/// <param name="Name">The processor's build: noavx, avx, avx2, avx512; else the folder's name.</param>
/// <param name="Reason">Why this one, as a sentence.</param>
internal sealed record LibraryBuild(string Folder, string CpuFolder, string Backend, string Name, string Reason)
{
    /// <summary>Why the GPU that this program was built for is not used, as the middle of a sentence; null when it is, or when it was built for none.</summary>
    public string? GpuProblem { get; init; }

    /// <param name="native">LLamaSharp's folder of this platform: <c>runtimes/linux-x64/native</c> beside the program.</param>
    /// <param name="backend">What the program was built for.</param>
    /// <param name="gpuProblem">Why that GPU cannot be used; null when it can, or none is wanted.</param>
    public static LibraryBuild Choose(string native, string backend, Processor processor, string? gpuProblem)
    {
        var variants = processor.Builds.Where(name => Directory.Exists(Path.Combine(native, name))).ToList();
        // One build only where every processor of the platform is alike (arm64, macOS): the files lie in the folder itself.
        var cpu = variants.Count == 0 ? native : Path.Combine(native, variants[0]);
        var name = variants.Count == 0 ? Path.GetFileName(Path.GetDirectoryName(native)!) : variants[0];
        var reason = variants.Count == 0
            ? "There is one build for this platform."
            : $"This processor {processor.Abilities}, and {name} is the fastest build for that.";
        if (backend == "cpu")
            return new LibraryBuild(cpu, cpu, backend, name, reason);
        return gpuProblem is null
            ? new LibraryBuild(Path.Combine(native, backend), cpu, backend, name, $"The driver offers a GPU; for what stays on the CPU: {reason}")
            : new LibraryBuild(cpu, cpu, "cpu", name, $"Not {backend}: {gpuProblem}. {reason}") { GpuProblem = gpuProblem };
    }

    public static LibraryBuild Named(string folder, string variable) =>
        new(folder, folder, "folder", Path.GetFileName(folder), $"{variable} names the folder.");
}
