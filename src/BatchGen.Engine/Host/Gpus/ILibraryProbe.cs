namespace BatchGen.Engine.Host.Gpus;

/// <summary>Tries what the operating system's loader can load.</summary>
internal interface ILibraryProbe
{
    /// <summary>The loader's own words, or null when it loads the library.</summary>
    /// <param name="library">A file name that the system searches for, or a path.</param>
    string? FindProblem(string library);

    /// <summary>llama.cpp's CUDA part of this installation, or null when it has none.</summary>
    string? FindCudaBackend();
}
