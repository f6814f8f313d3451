using BatchGen.Inference.Gguf;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>A GGUF file as it stands on disk, before any engine has opened it.</summary>
/// <param name="Path">Full path; of a model in several files, the first one's.</param>
/// <param name="SizeBytes">Of all its files; 0 when the first is missing.</param>
public sealed record ModelFile(string Path, long SizeBytes, bool Exists)
{
    private const string DemoFileName = "batchgen-demo.gguf";

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>How many files make up the model, by its name.</summary>
    public int PartCount => GgufParts.PathsOf(Path).Count;

    /// <summary>The small model that ships with BatchGen.</summary>
    public bool IsDemo => System.IO.Path.GetFileName(Path).Equals(DemoFileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a person must know before they trust its answers; null for any other model.</summary>
    public Sentence? Caution => IsDemo ? DemoCaution : null;

    /// <summary>Why it cannot be used, as a sentence; null when the file is there.</summary>
    public Sentence? Problem => Exists ? null : Missing;

    private static Sentence DemoCaution => "Demonstration model: knows only its own small tasks; set Models:Default to a CodeGeeX4-9B GGUF.";

    private Sentence Missing => $"There is no model file at {Path}. Set Models:Default (or --model) to a GGUF file.";

    public static ModelFile At(string fullPath)
    {
        var exists = File.Exists(fullPath);
        return new ModelFile(fullPath, exists ? GgufParts.StampOf(fullPath).Bytes : 0, exists);
    }
}
