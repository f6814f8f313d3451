using BatchGen.Inference.Gguf.Safety;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// Refuses, before native code sees the file, the values that make llama.cpp (b10221, v0.5.0) abort, crash or hang, and the
/// contradictions it would answer with a bare "failed to load". What a model of any known architecture may
/// legitimately hold passes.
/// </summary>
public static class GgufSafety
{
    /// <summary>Good for a plan: nothing in the header is dangerous or contradictory. The data may be missing.</summary>
    /// <exception cref="GgufException">Names the key or tensor at fault and what to do.</exception>
    public static void Check(GgufFile file)
    {
        ModelChecks.Check(file);
        ExpertChecks.Check(file);
        AttentionChecks.Check(file);
        TensorChecks.Check(file);
        VocabularyChecks.Check(file);
        ChatTemplateChecks.Check(file);
    }

    /// <summary>Good for loading: the header passes <see cref="Check"/> and the tensors' data is there.</summary>
    /// <exception cref="GgufException">As <see cref="Check"/>, or <see cref="GgufErrorCodes.DataMissing"/>.</exception>
    public static void CheckForLoad(GgufFile file)
    {
        Check(file);
        foreach (var part in file.Parts)
            RequireData(part);
    }

    /// <summary>
    /// Good for keeping, whatever else lies in its folder: as <see cref="CheckForLoad"/> for a whole model; one part of several must be whole by itself.
    /// </summary>
    /// <exception cref="GgufException">As <see cref="CheckForLoad"/>.</exception>
    public static void CheckForKeeping(string path)
    {
        var file = GgufFile.ReadOne(path);
        if (file.Metadata.FindInteger(GgufParts.CountKey) is > 1)
            RequireData(file);
        else
            CheckForLoad(file);
    }

    /// <summary>False for a model that was not made for chats: messages are joined as plain text and continued.</summary>
    public static bool HasChatTemplate(GgufFile file) => ChatTemplateChecks.HasOne(file);

    private static void RequireData(GgufFile file)
    {
        if (file.DataComplete)
            return;
        throw new GgufException(
            GgufErrorCodes.DataMissing,
            file.Data == TensorDataState.CutOff
                ? InvariantText.Of(
                    $"'{file.Path}' has {file.FileBytes} bytes of the {file.DataStart + file.DataBytes} it announces. "
                    + $"It is cut off: finish the download or copy it again.")
                : $"'{file.Path}' holds a header and no weights. It is good for a memory plan; download the whole model to run it.");
    }
}
