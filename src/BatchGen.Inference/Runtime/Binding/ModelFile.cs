using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>What can be said about a model file before llama.cpp opens it.</summary>
internal static class ModelFile
{
    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    /// <exception cref="RuntimeException">Missing, unreadable, or not a GGUF file.</exception>
    public static void RequireGguf(string path)
    {
        if (Directory.Exists(path))
            throw new RuntimeException("model_not_found", $"'{path}' is a folder; name the GGUF file in it.");
        if (!File.Exists(path))
            throw new RuntimeException("model_not_found", $"There is no model file '{path}'. Check the path.");

        Span<byte> head = stackalloc byte[4];
        if (ReadHead(path, head) < head.Length || !head.SequenceEqual(Magic))
            throw new RuntimeException(
                "model_not_gguf", $"'{path}' is not a GGUF file: it does not begin with the letters GGUF. Download the model in GGUF form, or convert it.");
    }

    /// <summary>Tells this file from every other, and from another put in its place. Not by its content: reading gigabytes takes as long as the load.</summary>
    public static string IdentityOf(string path)
    {
        var stamp = Gguf.GgufParts.StampOf(path);
        return FormattableString.Invariant($"{Path.GetFullPath(path)}|{stamp.Bytes}|{stamp.WrittenUtc.Ticks}");
    }

    private static int ReadHead(string path, Span<byte> head)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RuntimeException("model_unreadable", $"The model file '{path}' cannot be read: {ForeignMessage.Of(exception)} Check its permissions.", exception);
        }
    }
}
